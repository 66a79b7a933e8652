import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until it is so; the test's own limit ends it where it never is. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10);
}
