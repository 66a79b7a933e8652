import { DCS, SETTLE_MS, SLEEP_CHANGE_MS } from '../dcs.js';
import { EmulatorError } from './emulator-error.js';
import { commandName } from './known-commands.js';

/**
 * The waits a controller demands: 5 ms without a command after a reset, SWRESET, SLPIN and SLPOUT, and 120 ms between falling asleep and waking,
 * either way round. A reset counts as falling asleep if it was awake.
 *
 * Times are in milliseconds, of one clock that never goes back.
 */
export class Patience {
  #cause = 'power-on';
  #settledAtMs = Number.NEGATIVE_INFINITY;
  #sleepCause = 'power-on';
  #sleepChangedMs = Number.NEGATIVE_INFINITY;

  /** @throws EmulatorError where the command comes too soon. */
  check(opcode: number, nowMs: number): void {
    if (nowMs < this.#settledAtMs) {
      const agoMs = nowMs - this.#settledAtMs + SETTLE_MS;
      throw new EmulatorError(
        'too-soon',
        `${commandName(opcode)} came ${agoMs.toFixed(2)} ms after ${this.#cause}; the controller takes no command for ${SETTLE_MS} ms.`,
      );
    }
    const agoMs = nowMs - this.#sleepChangedMs;
    if ((opcode === DCS.SLPIN || opcode === DCS.SLPOUT) && agoMs < SLEEP_CHANGE_MS) {
      throw new EmulatorError(
        'sleep-too-soon',
        `${commandName(opcode)} came ${agoMs.toFixed(2)} ms after ${this.#sleepCause}; the supplies need ${SLEEP_CHANGE_MS} ms.`,
      );
    }
  }

  /** SLPIN or SLPOUT was obeyed. */
  sleepChanged(opcode: number, nowMs: number): void {
    this.#settle(commandName(opcode), nowMs);
    this.#sleepCause = commandName(opcode);
    this.#sleepChangedMs = nowMs;
  }

  /** By the line (at its release) or by SWRESET. */
  reset(cause: string, wasAwake: boolean, nowMs: number): void {
    this.#settle(cause, nowMs);
    if (!wasAwake) return;
    this.#sleepCause = `${cause} while awake`;
    this.#sleepChangedMs = nowMs;
  }

  #settle(cause: string, nowMs: number): void {
    this.#cause = cause;
    this.#settledAtMs = nowMs + SETTLE_MS;
  }
}
