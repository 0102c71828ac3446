import { Measure } from '../Results';
import { RunningApp } from './RunningApp';
import { sendLoad } from './sendLoad';
import { median, range, round } from './statistics';

const rounds = 11;
const warmUpMs = 4_000;
const sliceMs = 2_000;
const wantedRatio = 0.9;

/** What one slice of load cost. */
export interface Slice {
  /** CPU time of the server for one answer, in milliseconds. */
  cpuMs: number;
  /** Answers in a second. */
  rate: number;
}

/** What is asked for. */
export interface Target {
  method: string;
  path: string;
}

/** Slices of load on both apps in turn, so that what the machine does beside it meets both. */
export async function measureRequests(
  title: string,
  apps: { here: RunningApp; bare: RunningApp },
  targets: { here: Target; bare: Target },
): Promise<{ measures: Measure[]; slices: { here: Slice[]; bare: Slice[] } }> {
  const slices = { here: new Array<Slice>(), bare: new Array<Slice>() };
  for (const name of ['here', 'bare'] as const) {
    await sendLoad({
      ...request(apps[name], targets[name]),
      milliseconds: warmUpMs,
    });
  }
  for (let index = 0; index < rounds; index += 1) {
    // Which one is first alternates as well
    const order =
      index % 2 ? (['here', 'bare'] as const) : (['bare', 'here'] as const);
    for (const name of order) {
      slices[name].push(await measureSlice(apps[name], targets[name]));
    }
  }
  return { measures: compare(title, slices), slices };
}

async function measureSlice(app: RunningApp, target: Target): Promise<Slice> {
  const before = app.cpuMs();
  const answered = await sendLoad({
    ...request(app, target),
    milliseconds: sliceMs,
  });
  return {
    cpuMs: (app.cpuMs() - before) / answered,
    rate: (answered / sliceMs) * 1_000,
  };
}

function request(app: RunningApp, target: Target) {
  return { url: `${app.url}${target.path}`, method: target.method };
}

function compare(
  title: string,
  { here, bare }: { here: Slice[]; bare: Slice[] },
): Measure[] {
  const cost = here.map((slice, index) => bare[index].cpuMs / slice.cpuMs);
  const rate = here.map((slice, index) => slice.rate / bare[index].rate);
  return [
    {
      measure: `${title}: CPU of the server, median of ${rounds} slices`,
      unit: 'ms',
      here: round(median(here.map(({ cpuMs }) => cpuMs)), 3),
      peer: round(median(bare.map(({ cpuMs }) => cpuMs)), 3),
    },
    ratio(`${title}: bare app's CPU to this one's`, cost),
    ratio(`${title}: answers a second, this app's to the bare one's`, rate),
  ];
}

function ratio(measure: string, values: number[]): Measure {
  const middle = median(values);
  return {
    measure: `${measure}, median of pairs (${range(values, 2)})`,
    unit: '',
    here: round(middle, 2),
    target: `at least ${wantedRatio}`,
    holds: middle >= wantedRatio,
  };
}
