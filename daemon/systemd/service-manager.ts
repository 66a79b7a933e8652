import type { Timers } from '../control/timers.js';
import type { NotifySocket } from './notify-socket.js';

/** systemd's queue is full only while systemd itself is busy, such as at boot. */
const RETRY_MS = 100;

export interface ServiceManagerOptions {
  socket: NotifySocket;
  timers: Timers;
  /** CLOCK_MONOTONIC, in whole microseconds: what systemd orders a reload by. */
  monotonicUs(): bigint;
}

/** What a service tells systemd, in the words of sd_notify(3). What finds no room is sent again, in order, until it does. */
export class ServiceManager {
  readonly #options: ServiceManagerOptions;
  readonly #waiting: string[] = [];
  #cancelRetry: (() => void) | undefined;

  constructor(options: ServiceManagerOptions) {
    this.#options = options;
  }

  /** It has started, or ended reloading. */
  ready(): void {
    this.#tell('READY=1');
  }

  /** One line for `systemctl status`. Whatever would begin another line, and with it another message, becomes a space. */
  status(line: string): void {
    this.#tell(`STATUS=${line.replace(/\p{Cc}/gu, ' ')}`);
  }

  /** Feeds the watchdog. Is not sent again: the next one comes anyway. */
  alive(): void {
    if (this.#waiting.length === 0) this.#options.socket.send('WATCHDOG=1');
  }

  /** Ended by {@link ready}. */
  reloading(): void {
    this.#tell(`RELOADING=1\nMONOTONIC_USEC=${this.#options.monotonicUs()}`);
  }

  stopping(): void {
    this.#tell('STOPPING=1');
  }

  close(): void {
    this.#cancelRetry?.();
    this.#waiting.length = 0;
    this.#options.socket.close();
  }

  #tell(message: string): void {
    this.#waiting.push(message);
    this.#send();
  }

  #send(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    for (let message = this.#waiting[0]; message !== undefined; message = this.#waiting[0]) {
      if (!this.#options.socket.send(message)) {
        this.#cancelRetry = this.#options.timers.after(RETRY_MS, () => this.#send());
        return;
      }
      this.#waiting.shift();
    }
  }
}
