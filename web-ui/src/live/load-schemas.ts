import { firstLookPainted } from './first-look.js';
import { nextTask } from './next-task.js';

export type Schemas = typeof import('./schemas.js');

/**
 * What they are made of, in an order in which each has little left to make. Together they would keep a phone of five years ago from hearing a finger
 * for 50 to 100 ms (Chromium at a fourth of the speed), each does for less than 40.
 */
const STEPS: readonly (() => Promise<unknown>)[] = [
  () => import('../../../daemon/protocol/decode-wire.js'),
  () => import('../../../daemon/protocol/access.js'),
  () => import('../../../daemon/protocol/look.js'),
  () => import('../../../daemon/protocol/clip.js'),
  () => import('../../../daemon/protocol/config.js'),
  () => import('../../../daemon/protocol/schedule.js'),
];

let loading: Promise<Schemas> | undefined;

/** Loads what checks messages, once the page has been seen, a step a task. Rejects where it cannot be loaded; then another call tries again. */
export function loadSchemas(): Promise<Schemas> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Schemas> {
  await firstLookPainted();
  for (const step of STEPS) {
    await step();
    await nextTask();
  }
  const schemas = await import('./schemas.js');
  await nextTask();
  return schemas;
}
