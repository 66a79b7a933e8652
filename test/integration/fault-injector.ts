import { readFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { isMainThread, type Worker } from 'node:worker_threads';

// Loaded into a daemon by NODE_OPTIONS=--import: does to it, at a signal, what the file named by FRAMED_FAULT says. Nothing in the daemon knows of it.

const workers: { name: string; worker: Worker }[] = [];

function throwSoon(): void {
  setImmediate(() => {
    throw new TypeError('an injected error');
  });
}

function rejectSoon(): void {
  setImmediate(() => void Promise.reject(new Error('an injected rejection')));
}

function inject(fault: string): void {
  if (fault === 'throw') throwSoon();
  else if (fault === 'reject') rejectSoon();
  // The newest: of conversions there may have been several.
  else void workers.findLast(({ name }) => name === fault)?.worker.terminate();
}

if (isMainThread) {
  const threads = createRequire(import.meta.url)('node:worker_threads') as typeof import('node:worker_threads');
  const RealWorker = threads.Worker;
  class KnownWorker extends RealWorker {
    constructor(...args: ConstructorParameters<typeof RealWorker>) {
      super(...args);
      workers.push({ name: args[1]?.name ?? '', worker: this });
    }
  }
  Object.assign(threads, { Worker: KnownWorker });
  syncBuiltinESMExports();
  process.on('SIGUSR2', () => inject(readFileSync(process.env['FRAMED_FAULT'] ?? '', 'utf8')));
}
