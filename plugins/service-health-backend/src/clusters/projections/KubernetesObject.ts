import { z } from 'zod';

/** Metadata of any object, as far as it is read. */
export const metadataSchema = z.object({
  name: z.string(),
  namespace: z.string().default(''),
  generation: z.number().default(0),
  resourceVersion: z.string().optional(),
  creationTimestamp: z.string().optional(),
  deletionTimestamp: z.string().optional(),
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.record(z.string(), z.string()).default({}),
  ownerReferences: z
    .array(
      z.object({
        kind: z.string(),
        name: z.string(),
        controller: z.boolean().default(false),
      }),
    )
    .default([]),
});

/** A condition, as every kind writes it. */
export const conditionSchema = z
  .object({
    type: z.string(),
    status: z.string(),
    reason: z.string().optional(),
    message: z.string().optional(),
    lastTransitionTime: z.string().nullish(),
    lastUpdateTime: z.string().nullish(),
  })
  .transform(({ lastTransitionTime, lastUpdateTime, ...condition }) => ({
    ...condition,
    since: timeOf(lastTransitionTime),
    updatedAt: timeOf(lastUpdateTime),
  }));

/** ISO time in ms since 1970. */
export function timeOf(text: string | null | undefined): number | undefined {
  const time = text ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Tag of an image: `1.14.2` of `ghcr.io/a/b:1.14.2@sha256:…`. */
export function tagOf(image: string | undefined): string | undefined {
  const name = image?.split('@')[0];
  return name === undefined ? undefined : /:([^:/]+)$/.exec(name)?.[1];
}
