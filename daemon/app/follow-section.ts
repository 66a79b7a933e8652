import { isDeepStrictEqual } from 'node:util';
import type { LiveConfig } from '../config/live-config.js';
import type { Config } from '../config/schema.js';

type Stop = () => Promise<void> | void;

/**
 * Runs what is built from one section of the configuration, and builds it anew when that section has changed. Returns what ends it.
 *
 * @param start builds it, and returns what ends it. It runs once at a time: the one before has ended.
 */
export function followSection<Key extends keyof Config>(
  liveConfig: Pick<LiveConfig, 'current' | 'on'>,
  key: Key,
  start: (section: Config[Key]) => Stop,
): () => Promise<void> {
  let stop = start(liveConfig.current[key]);
  let turning: Promise<void> = Promise.resolve();
  const stopListening = liveConfig.on((next, previous) => {
    if (isDeepStrictEqual(next[key], previous[key])) return;
    turning = turning.then(async () => {
      await stop();
      stop = start(next[key]);
    });
  });
  return async () => {
    stopListening();
    await turning;
    await stop();
  };
}
