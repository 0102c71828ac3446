import { z } from 'zod/v3';

/** Outputs that tell what an Application is like. */
export const applicationOutput = {
  applicationUrl: () => z.string().describe('Page of the Application'),
  applicationName: () => z.string(),
  applicationNamespace: () =>
    z.string().describe('Namespace that the Application itself is in'),
  project: () => z.string(),
  instance: () => z.string(),
  uid: () => z.string(),
  syncStatus: () => z.string().describe('e.g. Synced'),
  healthStatus: () => z.string().describe('e.g. Healthy'),
  revisions: () => z.array(z.string()).describe('Commits that are synced'),
  conditions: () =>
    z.array(z.object({ type: z.string(), message: z.string() })),
  images: () => z.array(z.string()).describe('Images that run'),
  externalUrls: () =>
    z.array(z.string()).describe('Public addresses of the service'),
  annotations: () =>
    z.record(z.string()).describe('Annotations for the catalog entity'),
};

/** Whether the Application is new. */
export const resultOutput = {
  result: () => z.enum(['created', 'updated', 'unchanged']),
};

/** What holds a sync back. */
export const syncWindowOutput = {
  syncWindows: () =>
    z
      .array(z.string())
      .describe('Sync windows that hold the Application back; often none'),
};
