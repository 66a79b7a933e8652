import { Worker } from 'node:worker_threads';
import type { InputOptions } from '../../display/bus/gpio.js';
import type { LineChange } from '../../display/input/input-lines.js';
import type { ControlsConfig } from '../config/controls-schema.js';
import type { Timers } from '../control/timers.js';
import type { Log } from '../log.js';
import { act, type ControlTarget } from './action.js';
import { Button } from './button.js';
import { encoderLines } from './encoder-lines.js';
import type { ControlsMessage, ControlsThreadData } from './messages.js';

export interface ControlsOptions {
  readonly config: ControlsConfig;
  readonly target: ControlTarget;
  readonly timers: Timers;
  readonly log: Log;
  /** What is wrong, in one sentence; undefined when it is no more. */
  readonly onProblem: (problem: string | undefined) => void;
  /** Where /dev is. Default: "/". */
  readonly systemRoot?: string;
}

/** Contacts of an encoder change every few milliseconds when it is spun: what is shorter than this bounces. */
const ENCODER_DEBOUNCE_US = 500;
const TRY_AGAIN_MS = 30_000;

/** Buttons and encoders on the GPIO header: what they do is in the configuration. A thread waits for them; what they do happens here. */
export class Controls {
  readonly #options: ControlsOptions;
  readonly #lines = new Map<number, (isHigh: boolean) => void>();
  readonly #buttons: Button[] = [];
  #worker: Worker | undefined;
  #cancelRetry = () => {};
  #isStopped = false;
  #problem: string | undefined;

  constructor(options: ControlsOptions) {
    this.#options = options;
  }

  start(): void {
    const { systemRoot = '/', timers, log } = this.#options;
    const workerData: ControlsThreadData = { inputs: inputsOf(this.#options.config), systemRoot };
    const worker = new Worker(new URL('./controls.worker.js', import.meta.url), { name: 'controls', workerData });
    worker.unref();
    this.#worker = worker;
    let problem = 'The thread that waits for buttons ended.';
    worker.on('message', (message: ControlsMessage) => {
      if (message.type === 'ready') {
        this.#report(undefined);
        this.#wire(message.levels);
        log.info('buttons', { lines: message.levels.size });
      } else if (message.type === 'changes') this.#changed(message.changes);
      else problem = `Buttons do not work: ${message.error.message}`;
    });
    worker.on('error', (error) => log.error('the thread that waits for buttons died', { reason: error.message }));
    worker.on('exit', () => {
      if (this.#isStopped) return;
      this.#report(problem);
      this.#cancelRetry = timers.after(TRY_AGAIN_MS, () => this.start());
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    for (const button of this.#buttons) button.close();
    await this.#worker?.terminate();
  }

  #wire(levels: ReadonlyMap<number, boolean>): void {
    const { config, timers } = this.#options;
    this.#lines.clear();
    for (const { line, press, hold, pull } of config.buttons) {
      const button = new Button({
        onPress: () => this.#act(press),
        onHold: hold === undefined ? undefined : () => this.#act(hold),
        repeats: /^brightness [+-]/.test(press),
        timers,
      });
      this.#buttons.push(button);
      // A switch closes against its resistor.
      this.#lines.set(line, (isHigh) => button.changed(isHigh === (pull === 'down')));
    }
    for (const encoder of config.encoders) {
      const lines = encoderLines(encoder, levels, (action) => this.#act(action));
      for (const [line, changed] of lines) this.#lines.set(line, changed);
    }
  }

  #changed(changes: readonly LineChange[]): void {
    for (const { line, isHigh } of changes) this.#lines.get(line)?.(isHigh);
  }

  #act(action: string): void {
    const { target, log } = this.#options;
    log.debug('button', { action });
    this.#report(act(action, target));
  }

  #report(problem: string | undefined): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    if (problem !== undefined) this.#options.log.warn(problem);
    this.#options.onProblem(problem);
  }
}

/** The lines that are asked of the kernel, and how. */
export function inputsOf({ buttons, encoders, debounce_ms: debounceMs }: ControlsConfig): InputOptions[] {
  return [
    ...buttons.map(({ line, pull }) => ({ line, purpose: 'button', pull, debounceUs: Math.round(debounceMs * 1000) })),
    ...encoders.flatMap(({ a, b, pull }) =>
      [a, b].map((line) => ({ line, purpose: 'encoder', pull, debounceUs: ENCODER_DEBOUNCE_US })),
    ),
  ];
}
