import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { projectRoot } from '../projectRoot';
import { KubernetesObject } from './KubernetesObject';
import { schemaProblems } from './schemaProblems';

const folder = join(projectRoot, 'docs/production');

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

describe('the manifests of docs/production', () => {
  const objects: KubernetesObject[] = ['portal.yaml', 'postgres.yaml'].flatMap(
    name => parseAllDocuments(read(name)).map(document => document.toJS()),
  );

  it('fit the strict schemas of Kubernetes', () => {
    expect(objects.length).toBeGreaterThan(5);
    expect(objects.flatMap(schemaProblems)).toEqual([]);
  });

  it('give the configuration every variable that it names', () => {
    const named = [
      ...read('app-config.production.yaml').matchAll(/\$\{(\w+)\}/g),
    ].map(([, name]) => name);
    const given = [
      ...read('index.md').matchAll(/--from-literal=(\w+)=/g),
      ...read('portal.yaml').matchAll(/name: (\w+), value:/g),
    ].map(([, name]) => name);

    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(name => !given.includes(name))).toEqual([]);
  });
});
