import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { redisAclRules } from '@/lib/redis-commands';
import service from '@/service.json';

const read = (file: string): string => readFileSync(file, 'utf8');

describe('the repository', () => {
  it('deploys the image that it builds', () => {
    const [, image] = /^image:\n(?:\s+.*\n)*?\s+repository: "?([^"\n]+)"?$/m.exec(read('ops/charts/values.yaml')) ?? [];
    expect(image?.trim()).toBe(service.image);
  });

  it('gives the Redis user the commands that the app sends, and no others', () => {
    const values = read('ops/charts/values.yaml');
    const [, block = ''] = /^ {4}commands:\n((?: {6}- .*\n)+)/m.exec(values) ?? [];
    const granted = block.trim().split('\n').map(line => line.trim().replace(/^- /, '').replace(/['"]/g, ''));
    const sent = redisAclRules('visits:').filter(rule => rule.startsWith('+'));
    expect([...granted].sort()).toEqual([...sent].sort());
  });

  it('documents every setting', () => {
    const names = [...read('lib/env.ts').matchAll(/\(source, '([A-Z_]+)'/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(15);
    const page = read('docs/configuration.md');
    expect(names.filter(name => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('has a runbook for every alert', () => {
    const rules = read('ops/charts/templates/monitoring/prometheusrule.yaml');
    const alerts = [...rules.matchAll(/include "alert" \(dict "root" \$ "name" "(\w+)"/g)].map(([, name = '']) => name);
    expect(alerts.length).toBeGreaterThan(5);
    const page = (alert: string) => `docs/runbooks/${alert.replace(/(?<!^)(?=[A-Z])/g, '-').toLowerCase()}.md`;
    expect(alerts.map(page).filter(file => !existsSync(file))).toEqual([]);
  });

  it('has every page that its documentation lists', () => {
    const pages = [...read('mkdocs.yml').matchAll(/: ([a-z0-9/-]+\.md)$/gm)].map(([, page]) => page);
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.filter(page => !existsSync(`docs/${page}`))).toEqual([]);
  });

  describe('the image of an environment', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'visits-values-'));
      cpSync('ops/charts/env', join(folder, 'ops/charts/env'), { recursive: true });
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const tag = '0123456789'.repeat(4);
    const digest = `sha256:${'0a'.repeat(32)}`;
    const values = (environment: string) => read(join(folder, `ops/charts/env/${environment}/values.yaml`));
    const run = (script: string, ...args: string[]) =>
      execFileSync(process.execPath, [join(process.cwd(), 'scripts', script), ...args], { cwd: folder, stdio: 'pipe' });

    it('is written as tag and digest, and nothing else changes', () => {
      const before = values('dev');
      run('set-image-tag.mjs', 'dev', tag, digest);
      expect(values('dev')).toContain(`imageTag: "${tag}"\nimage:\n  digest: "${digest}"\n`);
      const others = (text: string) => text.replace(/^(imageTag| {2}digest):.*$/gm, '');
      expect(others(values('dev'))).toBe(others(before));
    });

    it('loses the digest of the image before, where the new one is not known', () => {
      run('set-image-tag.mjs', 'dev', tag, digest);
      run('set-image-tag.mjs', 'dev', tag.replaceAll('0', 'f'));
      expect(values('dev')).toContain('  digest: ""\n');
    });

    it('is promoted as it is', () => {
      run('set-image-tag.mjs', 'dev', tag, digest);
      run('promote.mjs', 'dev', 'prod');
      expect(values('prod')).toContain(`imageTag: "${tag}"\nimage:\n  digest: "${digest}"\n`);
    });

    it.each([
      ['a branch as its tag', ['set-image-tag.mjs', 'dev', 'main'], 'a tag is a commit of 40 characters'],
      ['half a digest', ['set-image-tag.mjs', 'dev', tag, 'sha256:1'], 'a digest is sha256: and 64'],
      ['an environment that is none', ['set-image-tag.mjs', 'test', tag], 'Cannot find the environment "test"'],
      ['the image of an environment that has none', ['promote.mjs', 'staging', 'prod'], 'it runs no image yet'],
    ])('cannot be %s', (_, [script = '', ...args], message) => {
      expect(() => run(script, ...args)).toThrow(message);
    });
  });
});
