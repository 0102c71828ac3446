import { Agent, OutgoingHttpHeaders } from 'node:http';
import { RunningApp } from './RunningApp';
import { createAgent, sendLoad } from './sendLoad';

const rounds = 8;
const warmUpRounds = 24;
const sliceMs = 500;

/** What one slice of load cost. */
export interface Slice {
  /** CPU time of the server for one answer, in milliseconds. */
  cpuMs: number;
  /** Answers in a second. */
  rate: number;
}

/** Slices of both apps; those of the same place were neighbours. */
export interface Slices {
  here: Slice[];
  bare: Slice[];
}

/** What is asked for. */
export interface Target {
  method: string;
  path: string;
  headers: (origin: string) => OutgoingHttpHeaders;
}

/**
 * Short slices of load on both apps in turn, so that what the machine does beside it meets both. They are warmed
 * up in turn too: warmed up one behind the other, the first was seen to need a third more than the last.
 */
export async function measureRequests(
  apps: { here: RunningApp; bare: RunningApp },
  targets: { here: Target; bare: Target },
): Promise<Slices> {
  const slices: Slices = { here: [], bare: [] };
  // The same connections through all slices
  const agents = { here: createAgent(), bare: createAgent() };
  for (let index = 0; index < warmUpRounds + rounds; index += 1) {
    // Which one is first alternates as well
    const order =
      index % 2 ? (['here', 'bare'] as const) : (['bare', 'here'] as const);
    for (const name of order) {
      const slice = await measureSlice(apps[name], {
        ...targets[name],
        agent: agents[name],
      });
      if (index >= warmUpRounds) slices[name].push(slice);
    }
  }
  agents.here.destroy();
  agents.bare.destroy();
  return slices;
}

async function measureSlice(
  app: RunningApp,
  { path, ...target }: Target & { agent: Agent },
): Promise<Slice> {
  const before = app.cpuMs();
  const began = performance.now();
  const answered = await sendLoad({
    ...target,
    url: `${app.url}${path}`,
    milliseconds: sliceMs,
  });
  const seconds = (performance.now() - began) / 1_000;
  return {
    cpuMs: (app.cpuMs() - before) / answered,
    rate: answered / seconds,
  };
}
