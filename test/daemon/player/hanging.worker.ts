import { workerData } from 'node:worker_threads';

// One of the player's own threads, which hangs as soon as the test says so: where it would have slept, it sleeps for ever.
const { flag, url }: { flag: Int32Array; url: string } = workerData.hanging;
const { wait } = Atomics;
Atomics.wait = (words: Int32Array | BigInt64Array, ...rest: unknown[]) => {
  if (Atomics.load(flag, 0) === 1) wait(flag, 0, 1);
  return Reflect.apply(wait, Atomics, [words, ...rest]);
};
await import(url);
