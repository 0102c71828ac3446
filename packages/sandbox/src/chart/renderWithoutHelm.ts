import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { KubernetesManifest } from '../kubernetes';
import { appObjects } from './appObjects';
import { ChartRequest } from './ChartRequest';
import { chartValues } from './chartValues';
import { isValues, mergeValues, Values } from './mergeValues';
import { redisObjects } from './redisObjects';

const chartFile = z.object({ name: z.string() });

/**
 * Derive, without helm, the objects of the golden path's own chart that the
 * sandbox shows: Deployment, HPA, PodDisruptionBudgets, Services and
 * StatefulSet. A change of the chart's templates is not seen; its values are.
 */
export async function renderWithoutHelm(
  request: ChartRequest,
): Promise<KubernetesManifest[]> {
  const chart = chartFile.parse(await readYaml(request, 'Chart.yaml'));
  let values: Values = {};
  for (const file of ['values.yaml', ...request.valueFiles]) {
    values = mergeValues(values, await readYaml(request, file));
  }
  values = mergeValues(values, request.values ?? {});
  for (const { name, value } of request.parameters ?? []) {
    values = mergeValues(values, nested(name.split('.'), value));
  }
  const checked = chartValues.safeParse(values);
  if (!checked.success) {
    throw new Error(
      `Cannot render the chart without helm: its values do not have the golden path's form, install helm to render any chart: ${z.prettifyError(
        checked.error,
      )}`,
    );
  }
  const target = {
    name: chart.name,
    release: request.releaseName,
    values: checked.data,
  };
  return [...redisObjects(target), ...appObjects(target)];
}

async function readYaml(request: ChartRequest, file: string): Promise<Values> {
  const path = normalize(file);
  if (path.startsWith('..') || path.startsWith('/')) {
    throw new Error(`value file "${file}" is outside of the chart`);
  }
  const text = await readFile(join(request.directory, path), 'utf8').catch(
    error => {
      throw new Error(`open ${file}: no such file or directory`, {
        cause: error,
      });
    },
  );
  const value: unknown = parse(text);
  return isValues(value) ? value : {};
}

function nested(path: string[], value: string): Values {
  const [first = '', ...rest] = path;
  return { [first]: rest.length > 0 ? nested(rest, value) : value };
}
