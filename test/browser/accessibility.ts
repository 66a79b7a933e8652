import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { keepScreenshot } from './screenshots.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What the other colours may change; the rest holds for both, and takes two seconds each time. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What fades in is judged when it is there. */
const ANIMATIONS_ENDED = `Promise.all(document.getAnimations()
  .filter((one) => one.effect?.getTiming().iterations !== Infinity)
  .map((one) => one.finished.catch(() => {})))`;

/**
 * Checks with axe-core, in light and dark, that nothing on the page as it stands keeps anybody out (WCAG 2.2 A and AA, and axe's best practices), and
 * keeps a screenshot of both, NAME-light and NAME-dark. The page is light afterwards.
 */
export async function checkAccessibility(
  t: { same(found: unknown, wanted: unknown, message: string): unknown },
  page: Page,
  name: string,
): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(ANIMATIONS_ENDED);
    await keepScreenshot(page, `${name}-${colorScheme}`);
    // By the debugger: the page's content security policy lets no script in from elsewhere.
    if (await page.evaluate(`typeof axe === 'undefined'`)) await page.evaluate(`${AXE};undefined`);
    const runOnly = colorScheme === 'dark' ? COLOUR_RULES : TAGS;
    const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
    const { violations } = await page.evaluate<AxeResults>(`axe.run(${options})`);
    const said = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
    t.same(said, [], `${name}, ${colorScheme}`);
  }
}
