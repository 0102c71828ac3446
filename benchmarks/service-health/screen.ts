import { Browser, chromium, Page } from '@playwright/test';
import { KubernetesDouble, startKubernetesDouble } from '@paved-path/sandbox';
import { startHere } from './portals';
import { startPage } from './startPage';
import { startProxy } from './startProxy';
import { Times, toTimes } from '../Times';

const changes = 60;
const labels = { app: 'visits', 'backstage.io/kubernetes-id': 'visits' };
const pods = 3;

/** A pod as a kubelet reports it, of one version. */
function run(cluster: KubernetesDouble, index: number, version: string): void {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  cluster.apply({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `visits-${index}`, namespace: 'visits', labels },
    spec: {
      containers: [{ name: 'main', image: `ghcr.io/acme/visits:${version}` }],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: at }],
      containerStatuses: [
        {
          name: 'main',
          ready: true,
          restartCount: 0,
          state: { running: { startedAt: at } },
        },
      ],
    },
  });
}

/** Time at which the page holds a text and has been painted with it, by the clock that this process has too. */
function whenShown(page: Page, text: string): Promise<number> {
  return page.evaluate(
    wanted =>
      new Promise<number>(resolve => {
        const observer = new MutationObserver(look);
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
        });
        look();
        function look() {
          if (document.querySelector('main')?.textContent?.includes(wanted)) {
            observer.disconnect();
            requestAnimationFrame(() =>
              resolve(performance.timeOrigin + performance.now()),
            );
          }
        }
      }),
    text,
  );
}

async function measure(
  cluster: KubernetesDouble,
  page: Page,
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < changes; index += 1) {
    const version = `9.${index}.0`;
    const shown = whenShown(page, version);
    // Changes must not keep step with anything that runs by a clock.
    await page.waitForTimeout(200 + Math.random() * 800);
    const changedAt = performance.timeOrigin + performance.now();
    run(cluster, index % pods, version);
    times.push((await shown) - changedAt);
  }
  return times;
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  // The dev server would load the page again whenever a file changes
  await page.routeWebSocket('**/ws', () => {});
  await page.goto(`${url}/tab?state=live`);
  await page
    .getByText('1.0.0')
    .first()
    .waitFor({ state: 'attached', timeout: 120_000 });
  return page;
}

/**
 * From a change of a pod in the cluster to the open page that shows it, in a
 * real browser: watch, rules, held request, React, paint.
 */
export async function measureScreen(): Promise<{ here: Times }> {
  const cluster = await startKubernetesDouble({ controllers: false });
  for (let index = 0; index < pods; index += 1) {
    run(cluster, index, '1.0.0');
  }
  const portal = await startHere([
    { name: 'one', url: cluster.url, token: cluster.token },
  ]);
  const proxy = await startProxy(portal.url);
  const app = await startPage(proxy.url);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_BIN,
    // Chromium's own sandbox refuses to run as root, as containers and CI often do
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await open(browser, app.url);
    return { here: toTimes(await measure(cluster, page)) };
  } finally {
    await browser.close();
    await app.stop();
    await proxy.stop();
    await portal.stop();
    await cluster.close();
  }
}
