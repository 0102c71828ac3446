import { Measure } from '../Results';
import { Apps } from './buildApps';
import {
  navigationHeaders,
  plainVisitHeaders,
  visitHeaders,
} from './browserHeaders';
import { compareSlices } from './compareSlices';
import { measureRequests, Slices } from './measureRequests';
import { RunningApp } from './RunningApp';
import { median, round } from '../statistics';

/** What a process makes of the same code differs from process to process, so several of each are measured. */
const processes = 5;

const post = { method: 'POST', path: '/api/visits', headers: visitHeaders };
const plainPost = { ...post, headers: plainVisitHeaders };
const page = { method: 'GET', path: '/', headers: navigationHeaders };
const line = { ...page, path: '/line' };

/** What requests cost on both apps, in several pairs of fresh processes. */
export async function measureLoads(folders: Apps, redisPort: number) {
  const posts: Slices = { here: [], bare: [] };
  const plainPosts: Slices = { here: [], bare: [] };
  const pages: Slices = { here: [], bare: [] };
  const lines: Slices = { here: [], bare: [] };
  const memory = { here: new Array<number>(), bare: new Array<number>() };
  for (let index = 0; index < processes; index += 1) {
    const apps = await startBoth(folders, redisPort);
    append(posts, await measureRequests(apps, { here: post, bare: post }));
    append(
      plainPosts,
      await measureRequests(apps, { here: plainPost, bare: plainPost }),
    );
    append(pages, await measureRequests(apps, { here: page, bare: page }));
    // What all that the page shows costs: for reading only, since a page is to show something
    append(lines, await measureRequests(apps, { here: page, bare: line }));
    for (const name of ['here', 'bare'] as const) {
      memory[name].push(apps[name].memoryMiB());
      await apps[name].terminate(5_000);
    }
  }
  const [lineCost] = compareSlices('The page beside one line', lines);
  const memoryLine: Measure = {
    measure: `Memory after all this load, median of ${processes}`,
    unit: 'MiB',
    here: round(median(memory.here), 0),
    peer: round(median(memory.bare), 0),
  };
  return {
    measures: [
      ...compareSlices('POST /api/visits from a browser', posts),
      ...compareSlices(
        'POST /api/visits from a client that decodes nothing',
        plainPosts,
      ),
      ...compareSlices('The page', pages),
      lineCost,
      memoryLine,
    ],
    detail: { posts, plainPosts, pages, lines, memory },
  };
}

async function startBoth(folders: Apps, redisPort: number) {
  return {
    here: await RunningApp.start(folders.here, redisPort),
    bare: await RunningApp.start(folders.bare, redisPort),
  };
}

function append(slices: Slices, more: Slices): void {
  slices.here.push(...more.here);
  slices.bare.push(...more.bare);
}
