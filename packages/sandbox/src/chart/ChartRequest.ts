import { KubernetesManifest } from '../kubernetes';

/** Which chart to render, and how. */
export interface ChartRequest {
  /** Folder of the chart. */
  directory: string;
  releaseName: string;
  namespace: string;
  /** Files with values, relative to the chart, later ones win. */
  valueFiles: string[];
  /** Values given in place; they win over the files. */
  values?: Record<string, unknown>;
  /** Single values by dotted path, as text; they win over all. */
  parameters?: { name: string; value: string }[];
  /** Path of helm, if there is one. */
  helm?: string;
}

/** Renders a chart into objects. */
export type ChartRenderer = (
  request: ChartRequest,
  signal: AbortSignal,
) => Promise<KubernetesManifest[]>;
