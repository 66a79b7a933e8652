import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Clock } from '../clock.js';
import type { ControlBlock } from './control-block.js';
import type { ConsumerMessage, ProducerCommand, ProducerMessage } from './messages.js';
import { RestartPolicy } from './restart-policy.js';
import type { WorkerData } from './worker-data.js';
import { WorkerHost } from './worker-host.js';

export type WorkerName = 'producer' | 'consumer';

/** Starts a worker thread. */
export type SpawnWorker = (url: URL, options: WorkerOptions) => Worker;

export interface CrewOptions {
  control: ControlBlock;
  data: WorkerData;
  clock: Clock;
  /** Default: `new Worker(url, options)`. */
  spawn?: SpawnWorker | undefined;
  onMessage(message: ProducerMessage | ConsumerMessage): void;
  /** Which entry a dead worker was at; undefined where that cannot be the cause. */
  blame(worker: WorkerName, error: Error): number | undefined;
  /** A worker died. `condemned`: the entry that is not to be played again, for it has killed too many. */
  onDeath(worker: WorkerName, error: Error, condemned: number | undefined): void;
  /** A worker was started again and knows nothing yet. */
  onRestarted(): void;
}

/** The producer and the consumer, kept alive. */
export class Crew {
  readonly #options: CrewOptions;
  readonly #policy: RestartPolicy;
  readonly #producer: WorkerHost<ProducerMessage>;
  readonly #consumer: WorkerHost<ConsumerMessage>;
  readonly #timers = new Set<NodeJS.Timeout>();
  #isStarted = false;
  #stopping: Promise<void> | undefined;

  constructor(options: CrewOptions) {
    this.#options = options;
    this.#policy = new RestartPolicy(options.clock);
    this.#producer = new WorkerHost({
      spawn: () => this.#spawn('producer', new URL('./producer.worker.js', import.meta.url)),
      onMessage: options.onMessage,
      onDeath: (error) => this.#died('producer', this.#producer, error),
    });
    this.#consumer = new WorkerHost({
      spawn: () => this.#spawn('consumer', new URL('./consumer.worker.js', import.meta.url)),
      onMessage: options.onMessage,
      onDeath: (error) => this.#died('consumer', this.#consumer, error),
    });
  }

  /** Resolves when both run; rejects where one dies before, the other is stopped then. */
  async start(): Promise<void> {
    try {
      await Promise.all([this.#producer.start(), this.#consumer.start()]);
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.#isStarted = true;
  }

  /** A producer that is not ready misses it: onRestarted is the time to tell it everything. */
  post(command: ProducerCommand): void {
    if (this.#producer.isReady) this.#producer.post(command);
  }

  /** May be called twice. */
  stop(): Promise<void> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  async #end(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#options.control.stopped = true;
    this.#options.control.ringAll();
    await Promise.all([this.#producer.stop(PATIENCE_MS), this.#consumer.stop(PATIENCE_MS)]);
  }

  #spawn(name: WorkerName, url: URL): Worker {
    const { data, spawn = (url, options) => new Worker(url, options) } = this.#options;
    return spawn(url, { name, workerData: data });
  }

  #died(name: WorkerName, host: WorkerHost<ProducerMessage> | WorkerHost<ConsumerMessage>, error: Error): void {
    if (!this.#isStarted || this.#stopping !== undefined) return;
    const { delayMs, condemned } = this.#policy.died(this.#options.blame(name, error));
    this.#options.onDeath(name, error, condemned);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      // A worker that dies before it is ready comes back here by onDeath.
      host.start().then(this.#options.onRestarted, () => {});
    }, delayMs);
    this.#timers.add(timer);
  }
}

/** A worker that blocks in its display's driver for longer is ended by force; both end within half a second. */
const PATIENCE_MS = 400;
