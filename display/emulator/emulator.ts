import type { Controller } from '../controllers/controller.js';
import { DCS } from '../dcs.js';
import type { Geometry } from '../display.js';
import { frameBytes, type Panel, type WordBits } from '../panel.js';
import { EmulatorError } from './emulator-error.js';
import { GlassView } from './glass-view.js';
import { GraphicsMemory } from './graphics-memory.js';
import { commandName, knownCommand } from './known-commands.js';
import { obey } from './obey.js';
import { Patience } from './patience.js';
import { defaultRegisters, type Registers } from './registers.js';
import { requireWindow } from './window-rules.js';
import { parametersOf } from './words.js';

export interface EmulatorOptions {
  /** The glass in front of the chip, and how it hangs there. */
  panel: Panel;
  controller: Controller;
  /** The longest transfer that the link's driver takes (spidev's bufsiz). Default: any. */
  maxTransferBytes?: number;
}

/**
 * A panel in software: fed with what is on the wire, it shows what a person would see. Strict: what the datasheet forbids is an
 * {@link EmulatorError}, where a real one would just be wrong.
 *
 * Commands of the vendor's own are taken and mean nothing. Partial and idle mode are taken too and don't change the picture.
 *
 * All times are milliseconds of one clock that never goes back. The panel has had its power for long when the emulator begins.
 */
export class Emulator {
  /** Of the picture as people see it. */
  readonly geometry: Geometry;
  readonly wordBits: WordBits;
  readonly #controller: Controller;
  readonly #view: GlassView;
  readonly #memory: GraphicsMemory;
  readonly #patience = new Patience();
  readonly #maxTransferBytes: number;
  #registers = defaultRegisters();
  #opcode: number | undefined;
  #parameters: number[] = [];
  /** When the reset line went low; undefined: it is high. */
  #resetSinceMs: number | undefined;

  constructor({ panel, controller, maxTransferBytes = Number.POSITIVE_INFINITY }: EmulatorOptions) {
    this.#view = new GlassView(panel, controller);
    this.geometry = this.#view.geometry;
    this.wordBits = panel.wordBits ?? 8;
    this.#controller = controller;
    this.#memory = new GraphicsMemory(panel.gram ?? controller.gram);
    this.#maxTransferBytes = maxTransferBytes;
  }

  /** What the commands have set so far. */
  get registers(): Readonly<Registers> {
    return this.#registers;
  }

  /**
   * One transfer.
   *
   * @param dataCommand level of the DC line: 0 for commands, 1 for parameters and pixels.
   * @param nowMs when it begins.
   */
  write(dataCommand: 0 | 1, bytes: Uint8Array, nowMs: number): void {
    this.#requireTransfer(bytes);
    if (dataCommand === 0) {
      for (const opcode of parametersOf(bytes, this.wordBits)) this.#begin(opcode, nowMs);
    } else {
      this.#takeData(bytes, nowMs);
    }
  }

  /** The reset line: 0 holds the chip in reset, 1 lets it go. */
  setReset(level: 0 | 1, nowMs: number): void {
    if (level === 0) {
      this.#resetSinceMs ??= nowMs;
    } else if (this.#resetSinceMs !== undefined) {
      const lowMs = nowMs - this.#resetSinceMs;
      if (lowMs < RESET_PULSE_MS) {
        throw new EmulatorError(
          'reset-too-short',
          `The reset line was low for ${lowMs.toFixed(4)} ms; the controller wants ${RESET_PULSE_MS} ms.`,
        );
      }
      this.#resetSinceMs = undefined;
      this.#reset('reset', nowMs);
    }
  }

  /**
   * What a person sees: black while the display is off or asleep (the light behind it is not the chip's), inverted or with red for blue where
   * the settings don't fit the glass.
   *
   * @param into width * height * 2 bytes of {@link geometry}, RGB565 big-endian.
   */
  visiblePixels(into: Uint8Array): void {
    const expected = frameBytes(this.geometry);
    if (into.length !== expected) {
      throw new EmulatorError('wrong-size', `The picture has ${expected} bytes; there is room for ${into.length}.`);
    }
    this.#view.copy(this.#memory, this.#registers, into);
  }

  #begin(opcode: number, nowMs: number): void {
    this.#finish();
    this.#patience.check(opcode, nowMs);
    this.#opcode = opcode;
    this.#parameters = [];
    const count = knownCommand(opcode)?.parameters;
    if (count === 'pixels') this.#beginPixels(opcode);
    else if (count === 0) this.#obey(opcode, nowMs);
  }

  /** The command before has all that it needs. */
  #finish(): void {
    if (this.#opcode === undefined) return;
    const count = knownCommand(this.#opcode)?.parameters ?? 0;
    if (count === 'pixels') {
      const { begunBytes } = this.#memory;
      const { pixelFormat } = this.#registers;
      if (begunBytes > 0) {
        throw new EmulatorError(
          'half-pixel',
          `A pixel write ended with ${begunBytes} bytes of a pixel; at this COLMOD it takes ${pixelFormat === 'rgb565' ? 2 : 3}.`,
        );
      }
    } else if (this.#parameters.length < count) {
      throw new EmulatorError(
        'too-few-parameters',
        `${commandName(this.#opcode)} had ${this.#parameters.length} parameters; it takes ${count}.`,
      );
    }
  }

  #takeData(bytes: Uint8Array, nowMs: number): void {
    if (this.#opcode === undefined) {
      throw new EmulatorError('data-without-command', `${bytes.length} bytes of data came before any command.`);
    }
    const count = knownCommand(this.#opcode)?.parameters;
    if (count === 'pixels') {
      this.#memory.write(bytes);
      return;
    }
    if (count === undefined) return;
    this.#parameters.push(...parametersOf(bytes, this.wordBits));
    if (this.#parameters.length > count) {
      throw new EmulatorError(
        'too-many-parameters',
        `${commandName(this.#opcode)} had ${this.#parameters.length} parameters; it takes ${count}.`,
      );
    }
    if (this.#parameters.length === count) this.#obey(this.#opcode, nowMs);
  }

  #obey(opcode: number, nowMs: number): void {
    if (opcode === DCS.SWRESET) {
      this.#reset('SWRESET', nowMs);
      this.#opcode = opcode;
      return;
    }
    if (opcode === DCS.SLPIN || opcode === DCS.SLPOUT) this.#patience.sleepChanged(opcode, nowMs);
    obey(opcode, this.#parameters, this.#registers, {
      gram: this.#memory.size,
      controller: this.#controller,
      wordBits: this.wordBits,
    });
  }

  #beginPixels(opcode: number): void {
    const { awake, madctl, pixelFormat } = this.#registers;
    if (!awake) {
      throw new EmulatorError('asleep', `${commandName(opcode)} came while asleep; SLPOUT (11) comes first.`);
    }
    const { columns, rows } = requireWindow(this.#registers, this.#memory.size);
    if (opcode === DCS.RAMWR) this.#memory.begin(columns, rows, madctl, pixelFormat);
    else this.#memory.resume(madctl, pixelFormat);
  }

  /** The memory keeps what it holds. */
  #reset(cause: string, nowMs: number): void {
    this.#patience.reset(cause, this.#registers.awake, nowMs);
    this.#registers = defaultRegisters();
    this.#opcode = undefined;
  }

  #requireTransfer(bytes: Uint8Array): void {
    if (this.#resetSinceMs !== undefined) {
      throw new EmulatorError(
        'in-reset',
        `${bytes.length} bytes came while the reset line was low; it has to go high.`,
      );
    }
    if (bytes.length > this.#maxTransferBytes) {
      throw new EmulatorError(
        'transfer-too-long',
        `A transfer had ${bytes.length} bytes; the link takes ${this.#maxTransferBytes} at once.`,
      );
    }
    if (this.wordBits === 16 && bytes.length % 2 !== 0) {
      throw new EmulatorError('half-word', `A transfer had ${bytes.length} bytes; this board takes words of 2 bytes.`);
    }
  }
}

/** 10 us, of which shorter pulses are ignored. ST7789V datasheet, "Reset Timing". */
const RESET_PULSE_MS = 0.01;
