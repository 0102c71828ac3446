import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Answers } from './Answers';
import { readTemplate } from './readTemplate';
import { renderRepository } from './renderRepository';
import { renderSteps } from './renderSteps';
import { readFolder } from './testing/readFolder';
import { validateAnswers } from './validateAnswers';

const required: Answers = {
  name: 'visit-tracker',
  owner: 'group:default/team-a',
  repoUrl: 'github.com?owner=acme&repo=visit-tracker',
};

// The scaffolder's API and its MCP tools check answers against the form's schema, and fill in no default
describe('a task that was started without the optional answers', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'defaults-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('hands every step what the form with its defaults would', async () => {
    const template = await readTemplate();
    const complete = validateAnswers(template, required);

    expect(withoutAnswers(renderSteps(template, required))).toEqual(
      withoutAnswers(renderSteps(template, complete)),
    );
  });

  it('writes the same repository', async () => {
    const [bare, complete] = [join(folder, 'bare'), join(folder, 'complete')];
    const template = await readTemplate();
    await renderRepository(template, required, bare);
    await renderRepository(
      template,
      validateAnswers(template, required),
      complete,
    );
    const written = await readFolder(bare);
    const expected = await readFolder(complete);
    written.delete('.backstage/template.json');
    expected.delete('.backstage/template.json');

    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(expected));
  }, 60_000);
});

/** The answers are recorded as they were given. */
function withoutAnswers(inputs: unknown): unknown {
  return JSON.parse(
    JSON.stringify(inputs, (key, value) =>
      key === 'answers' ? undefined : value,
    ),
  );
}
