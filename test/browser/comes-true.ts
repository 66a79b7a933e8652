import { isDeepStrictEqual } from 'node:util';
import { until } from '../until.js';

/** A page on a machine five times as slow as ours is done with anything but a conversion by then; only what fails takes so long. */
const PATIENCE_MS = 60_000;

/** What of a test is told here. */
interface Judge {
  same(found: unknown, wanted: unknown, message: string): unknown;
  ok(isSo: boolean, message: string): unknown;
}

/** Asserts that what is read comes to be what is wanted, now or in a while: what is asked of a page once may be asked a moment too early. */
export async function comesTo<Found>(
  t: Judge,
  read: () => Found | Promise<Found>,
  wanted: Found,
  message = `it comes to be ${JSON.stringify(wanted)}`,
): Promise<void> {
  t.same(await readUntil(read, (found) => isDeepStrictEqual(found, wanted)), wanted, message);
}

/** Asserts that what is read comes to be as it is wanted, now or in a while. */
export async function comesTrue<Found>(
  t: Judge,
  read: () => Found | Promise<Found>,
  isWanted: (found: Found) => boolean,
  message: string,
): Promise<void> {
  const found = await readUntil(read, isWanted);
  t.ok(isWanted(found), `${message}: ${JSON.stringify(found)}`);
}

/** What was read last. */
async function readUntil<Found>(
  read: () => Found | Promise<Found>,
  isWanted: (found: Found) => boolean,
): Promise<Found> {
  const endMs = performance.now() + PATIENCE_MS;
  let found = await read();
  await until(async () => {
    if (isWanted(found) || performance.now() > endMs) return true;
    found = await read();
    return false;
  });
  return found;
}
