import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
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

  it('writes the tag of an image into the values of dev', () => {
    const folder = mkdtempSync(join(tmpdir(), 'visits-values-'));
    cpSync('ops/charts/env', join(folder, 'ops/charts/env'), { recursive: true });
    const script = join(process.cwd(), 'scripts/set-image-tag.mjs');
    const tag = '0123456789'.repeat(4);
    const before = read(join(folder, 'ops/charts/env/dev/values.yaml'));
    execFileSync(process.execPath, [script, 'dev', tag], { cwd: folder });
    const after = read(join(folder, 'ops/charts/env/dev/values.yaml'));
    expect(after).toContain(`imageTag: "${tag}"\n`);
    expect(after.replace(/^imageTag:.*$/m, '')).toBe(before.replace(/^imageTag:.*$/m, ''));
    expect(() => execFileSync(process.execPath, [script, 'dev', 'main'], { cwd: folder, stdio: 'pipe' })).toThrow(
      'a tag is a commit of 40 characters',
    );
  });
});
