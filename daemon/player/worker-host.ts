import type { Worker } from 'node:worker_threads';
import { FramedError } from '../errors.js';

export interface WorkerHostOptions<Message> {
  /** Starts a new worker thread. */
  spawn(): Worker;
  onMessage(message: Message): void;
  /** The worker ended though nobody stopped it. */
  onDeath(error: Error): void;
}

/** One worker thread after the other, at most one at a time. A worker says `{type: 'ready'}` when it can work. */
export class WorkerHost<Message extends { type: string }> {
  readonly #options: WorkerHostOptions<Message>;
  #worker: Worker | undefined;
  #isReady = false;
  #isStopping = false;

  constructor(options: WorkerHostOptions<Message>) {
    this.#options = options;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Starts a worker. Resolves when it is ready, rejects where it dies before (which onDeath hears of as well). */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = this.#options.spawn();
      let error: Error = new FramedError('worker-ended', 'The worker thread ended without a reason given.');
      this.#worker = worker;
      worker.on('message', (message: Message) => {
        if (message.type === 'ready') {
          this.#isReady = true;
          resolve();
        } else {
          this.#options.onMessage(message);
        }
      });
      worker.on('error', (thrown: Error) => {
        error = thrown;
      });
      worker.on('exit', () => {
        this.#worker = undefined;
        this.#isReady = false;
        reject(error);
        if (!this.#isStopping) this.#options.onDeath(error);
      });
    });
  }

  post(message: unknown): void {
    this.#worker?.postMessage(message);
  }

  /** Waits for the worker, which was told to end; ends it by force where it does not within `patienceMs`. */
  async stop(patienceMs: number): Promise<void> {
    this.#isStopping = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    const force = setTimeout(() => void worker.terminate(), patienceMs);
    await new Promise((resolve) => worker.once('exit', resolve));
    clearTimeout(force);
  }
}
