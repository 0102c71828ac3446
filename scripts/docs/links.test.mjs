import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { paths } from '../lib/paths.mjs';

const docs = join(paths.root, 'docs');

/** The pages of the project; those of the skeleton belong to the generated repository. */
const pages = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'],
  { cwd: paths.root, encoding: 'utf8' },
)
  .split('\n')
  .filter(name => name && !name.startsWith('skeleton/'))
  .map(name => join(paths.root, name))
  .filter(file => existsSync(file));

test('every relative link leads to a file, and to a heading where it names one', () => {
  const broken = pages.flatMap(page =>
    linksOf(page)
      .filter(link => !resolves(page, link))
      .map(named(page)),
  );

  assert.deepEqual(broken, []);
});

test('pages in docs/ link to nothing outside, so that TechDocs has it too', () => {
  const outside = pages
    .filter(page => page.startsWith(docs))
    .flatMap(page =>
      linksOf(page)
        .filter(link => !targetOf(page, link).startsWith(docs))
        .map(named(page)),
    );

  assert.deepEqual(outside, []);
});

test('every picture in docs/images is on a page', () => {
  const shown = pages.flatMap(page =>
    linksOf(page).map(link => targetOf(page, link)),
  );
  const images = join(docs, 'images');
  const unseen = readdirSync(images).filter(
    name => !shown.includes(join(images, name)),
  );

  assert.deepEqual(unseen, []);
});

function named(page) {
  return link => `${relative(paths.root, page)}: ${link}`;
}

function linksOf(page) {
  const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link)
    .filter(link => !/^[a-z]+:/.test(link));
}

function targetOf(page, link) {
  const [path] = link.split('#');
  return path ? join(dirname(page), decodeURIComponent(path)) : page;
}

function resolves(page, link) {
  const target = targetOf(page, link);
  const [, anchor] = link.split('#');
  if (!existsSync(target)) {
    return false;
  }
  return (
    !anchor || (statSync(target).isFile() && anchorsOf(target).includes(anchor))
  );
}

/** The anchors that GitHub, and mkdocs alike, give to headings. */
function anchorsOf(file) {
  const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, '')
      .trim()
      .replace(/ /g, '-'),
  );
}
