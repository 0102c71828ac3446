import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';

const themes = ['light', 'dark'] as const;
/** From the smallest phone to a desk; the design changes at 640 and 900. */
const widths = [320, 360, 640, 900, 1280];

test.describe.configure({ mode: 'serial' });

let page: Page;
let addresses: string[] = [];

test.beforeAll(async ({ browser }) => {
  // axe needs a context of its own making
  const context = await browser.newContext();
  page = await context.newPage();
  // The dev server would load the page again whenever a file changes
  await page.routeWebSocket('**/ws', () => {});
  await page.goto('/');
  const links = page.getByRole('navigation', { name: 'States' });
  await expect(links).toBeVisible({ timeout: 60_000 });
  const all = await links
    .getByRole('link')
    .evaluateAll(found => found.map(link => link.getAttribute('href') ?? ''));
  // One page shows the cards of all states
  addresses = ['/', ...all.filter(address => !address.startsWith('/card'))];
});

test.afterAll(() => page.close());

/** Goes there without loading the app again, and opens all folds. */
async function open(address: string) {
  await page.evaluate(to => {
    window.history.pushState({}, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, address);
  await page
    .locator(`main[data-address="${address}"]`)
    .locator('[data-level], [aria-busy]')
    .first()
    .waitFor();
  await page.evaluate(() =>
    document.querySelectorAll('details').forEach(one => {
      one.open = true;
    }),
  );
}

async function findFaults(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include('main')
    // Without it axe opens a page for each look
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`,
    ),
  );
}

/** What sticks out of the page; a head that is hidden from the eye does not. */
function findSticking(): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = scrollWidth > clientWidth ? [`page ${scrollWidth}`] : [];
    const elements = [...document.querySelectorAll('main *')];
    return elements
      .filter(element => {
        const { right, width } = element.getBoundingClientRect();
        const hidden = getComputedStyle(element.closest('thead') ?? element);
        return (
          width > 1 && right > clientWidth + 0.5 && hidden.clipPath === 'none'
        );
      })
      .map(element => `${element.tagName} ${element.textContent}`)
      .concat(wide);
  });
}

async function expectNoFaults(colorScheme: (typeof themes)[number]) {
  // A change of the theme draws the whole page again
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('body')).toHaveAttribute(
    'data-theme-mode',
    colorScheme,
  );
  const faults: string[] = [];
  for (const address of addresses) {
    await open(address);
    const found = await findFaults();
    faults.push(...found.map(fault => `${address}: ${fault}`));
  }
  expect(addresses.length).toBeGreaterThan(20);
  expect(faults).toEqual([]);
}

async function expectNoSideways(width: number) {
  await page.setViewportSize({ width, height: 800 });
  for (const address of addresses) {
    await open(address);
    await expect
      .poll(findSticking, { message: `sticks out of ${address}` })
      .toEqual([]);
  }
}

for (const colorScheme of themes) {
  test(`axe finds no fault in any state, ${colorScheme}`, async () => {
    test.setTimeout(10 * 60_000);
    await expectNoFaults(colorScheme);
  });
}

for (const width of widths) {
  test(`no state scrolls sideways at ${width} pixels`, async () => {
    test.setTimeout(5 * 60_000);
    await expectNoSideways(width);
  });
}
