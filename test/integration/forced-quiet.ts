import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

// Loaded into a daemon by NODE_OPTIONS=--import: collects garbage at a signal, so that what is left of its memory can be measured.

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  process.on('SIGUSR2', () => {
    // Twice: what has a finaliser goes with the second.
    if (typeof collect === 'function') for (let times = 2; times > 0; times--) collect();
  });
}
