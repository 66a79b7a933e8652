import { createRequire } from 'node:module';
import type * as NodeCron from 'node-cron';

const load = createRequire(import.meta.url);

/**
 * node-cron, loaded when the first expression is looked at. The configuration is read before there is a picture, most of them have no schedule,
 * and an import would cost a tenth of what zod costs (30 to 45 ms beside 350 on a busy machine, five runs); only `require` can wait and be
 * synchronous, which decoding by a schema is.
 */
export function nodeCron(): typeof NodeCron {
  return load('node-cron');
}
