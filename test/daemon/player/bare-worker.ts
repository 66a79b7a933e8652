import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Starts a thread without the test runner's loaders in it, which take seconds to start. */
export function bareWorker(url: URL, options: WorkerOptions): Worker {
  return new Worker(url, { ...options, execArgv: [] });
}
