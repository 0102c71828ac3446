import { z } from 'zod/v3';

/** A sync window; only the one in a project has a time zone and a description. */
export const syncWindowSchema = z
  .object({
    kind: z.string().default(''),
    schedule: z.string().default(''),
    duration: z.string().default(''),
    timeZone: z.string().optional(),
    description: z.string().optional(),
  })
  .passthrough();

/** A sync window. */
export type SyncWindow = z.infer<typeof syncWindowSchema>;

/** The sync windows of an Application; Argo CD leaves empty lists out. */
export const syncWindowsSchema = z.object({
  activeWindows: z.array(syncWindowSchema).nullish(),
  assignedWindows: z.array(syncWindowSchema).nullish(),
  /** Whether a person may sync now. */
  canSync: z.boolean().default(false),
});

/** The sync windows of an Application. */
export type SyncWindows = z.infer<typeof syncWindowsSchema>;
