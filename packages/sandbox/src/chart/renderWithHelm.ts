import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments, stringify } from 'yaml';
import { isKubernetesManifest, KubernetesManifest } from '../kubernetes';
import { ChartRequest } from './ChartRequest';

const run = promisify(execFile);

/** Render a chart with `helm template`, and nothing from the network. */
export async function renderWithHelm(
  request: ChartRequest,
  helm: string,
  signal: AbortSignal,
): Promise<KubernetesManifest[]> {
  const home = await mkdtemp(join(tmpdir(), 'sandbox-helm-'));
  try {
    const values = join(home, 'values.yaml');
    await writeFile(values, stringify(request.values ?? {}));
    const { stdout } = await run(helm, helmArguments(request, values), {
      cwd: request.directory,
      signal,
      timeout: 60_000,
      maxBuffer: 64 * 1024 * 1024,
      env: {
        PATH: process.env.PATH,
        HOME: home,
        HELM_CONFIG_HOME: home,
        HELM_CACHE_HOME: home,
        HELM_DATA_HOME: home,
      },
    });
    return parseManifests(stdout);
  } catch (error) {
    throw new Error(helmMessage(error), { cause: error });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function helmArguments(request: ChartRequest, values: string): string[] {
  return [
    'template',
    request.releaseName,
    '.',
    '--namespace',
    request.namespace,
    ...request.valueFiles.flatMap(file => ['--values', file]),
    '--values',
    values,
    ...(request.parameters ?? []).flatMap(({ name, value }) => [
      '--set',
      `${name}=${value}`,
    ]),
  ];
}

/** The objects in a stream of YAML documents. */
export function parseManifests(text: string): KubernetesManifest[] {
  const documents = parseAllDocuments(text);
  return [...documents]
    .map((document): unknown => document.toJS())
    .filter(isKubernetesManifest);
}

function helmMessage(error: unknown): string {
  const stderr =
    error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  return `\`helm template\` failed: ${stderr.trim() || String(error)}`;
}
