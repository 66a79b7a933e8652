import type { TransferCost } from './dirty/transfer-cost.js';

/**
 * The glass, opened: what the consumer worker puts pixels on. An output (outputs/*.ts) implements it.
 *
 * All methods run in the worker that opened the display and may block that worker; nothing else waits for them.
 */
export interface Display {
  readonly geometry: Geometry;

  /** What a partial update costs; undefined: damage makes no difference here, and nobody need look for it. */
  readonly cost: TransferCost | undefined;

  /** Counted since the display was opened; the same object, updated in place. */
  readonly traffic: Readonly<DisplayTraffic>;

  /**
   * Shows `pixels` and returns when they are on their way to the glass. Throws a DisplayError where the output is lost.
   *
   * @param pixels width * height * 2 bytes, RGB565 big-endian, row by row from the top left. The caller's; valid during the call only.
   * @param damage what differs from the frame presented before; undefined: everything. Pixels outside it are equal to that frame's.
   */
  present(pixels: Uint8Array, damage?: readonly Rectangle[]): void;

  /** Dark (false) or lit (true). What was presented last is shown again when lit. */
  setLit(lit: boolean): void;

  /** @param percent 0 to 100 as people perceive it; 0 is the least light, not dark. Without effect where the light can't be dimmed. */
  setBrightness(percent: number): void;

  /** Gives the output back. Safe to call twice. */
  close(): void;
}

/** What went over the link to the glass. */
export interface DisplayTraffic {
  /** Pixels and commands. */
  bytes: number;
  /** Windows written. */
  rectangles: number;
  /** Time the link was busy, in milliseconds. */
  busyMs: number;
}

/** Size of the picture as people see it (rotation applied), in pixels. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
}

/** A dirty rectangle, in pixels: [x, endX) by [y, endY). */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly endX: number;
  readonly endY: number;
}

/** A display that cannot be opened or was lost. `code` is stable; `message` is one sentence with the remedy. */
export class DisplayError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'DisplayError';
    this.code = code;
  }
}
