import {
  parseQuantity,
  PodResources,
} from '@paved-path/backstage-plugin-service-health-common';
import { z } from 'zod';

const amountsSchema = z
  .object({
    cpu: z.union([z.string(), z.number()]).optional(),
    memory: z.union([z.string(), z.number()]).optional(),
  })
  .default({});

/** Requests and limits of a container, as any pod template writes them. */
export const resourcesSchema = z
  .object({ requests: amountsSchema, limits: amountsSchema })
  .prefault({});

interface Container {
  name: string;
  resources: z.infer<typeof resourcesSchema>;
}

type Amounts = PodResources['requests'];

// Pods of one workload are alike: thousands of them share one object.
const known = new Map<string, PodResources>();
const mostKnown = 5_000;

/** Sums what containers ask for, and keeps what each of them may use. */
export function projectResources(
  containers: Container[],
): PodResources | undefined {
  const all = containers.map(({ name, resources }) => ({
    name,
    requests: amountsOf(resources.requests),
    limits: amountsOf(resources.limits),
  }));
  const limits = all.filter(one => hasAny(one.limits));
  const requests = {
    cpuMillis: sum(all.map(one => one.requests.cpuMillis)),
    memoryBytes: sum(all.map(one => one.requests.memoryBytes)),
  };
  return limits.length > 0 || hasAny(requests)
    ? share({
        requests,
        limits: Object.fromEntries(limits.map(one => [one.name, one.limits])),
      })
    : undefined;
}

function amountsOf({ cpu, memory }: z.infer<typeof amountsSchema>): Amounts {
  const cores = cpu === undefined ? undefined : parseQuantity(cpu);
  return {
    cpuMillis: cores === undefined ? undefined : Math.round(cores * 1000),
    memoryBytes: memory === undefined ? undefined : parseQuantity(memory),
  };
}

function hasAny({ cpuMillis, memoryBytes }: Amounts): boolean {
  return cpuMillis !== undefined || memoryBytes !== undefined;
}

function sum(amounts: (number | undefined)[]): number | undefined {
  const told = amounts.flatMap(one => one ?? []);
  return told.length > 0 ? told.reduce((a, b) => a + b, 0) : undefined;
}

function share(resources: PodResources): PodResources {
  const key = JSON.stringify(resources);
  const same = known.get(key);
  if (same) {
    return same;
  }
  if (known.size >= mostKnown) {
    known.clear();
  }
  known.set(key, resources);
  return resources;
}
