import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where pictures of what was audited go, as NAME-light.png and NAME-dark.png; undefined: nowhere. */
const SCREENSHOTS = process.env['FRAMED_SCREENSHOTS'];

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Asks axe-core about the page as it stands, light and dark, and takes pictures of it. Fails with each violation and where it is. */
export async function audit(
  t: { same(found: unknown, wanted: unknown, message: string): unknown },
  page: Page,
  name: string,
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // What fades in is judged when it is there.
    await page.evaluate(
      'Promise.all(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished.catch(() => {})))',
    );
    await takePicture(page, `${name}-${colorScheme}`);
    // As text: the page's content security policy allows no script but its own files.
    await page.evaluate(`${AXE};undefined`);
    const { violations } = (await page.evaluate(
      `axe.run({ runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] })`,
    )) as AxeResults;
    const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
    t.same(found, [], `${name}, ${colorScheme}: no violation`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function takePicture(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS === undefined) return;
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}
