import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** Checks with axe-core, in light and dark, that nothing on the page keeps anybody out (WCAG 2.2 A and AA, and axe's best practices). */
export async function checkAccessibility(t: Test, page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // By the debugger: the page's content security policy lets no script in from elsewhere.
    await page.evaluate(AXE);
    const violations = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
    const said = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
    t.same(said, [], `${name}, ${colorScheme}`);
  }
}
