import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps what the page looks like, for people to look at, in the folder that FRAMED_SCREENSHOTS names; without it, nothing. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['FRAMED_SCREENSHOTS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
