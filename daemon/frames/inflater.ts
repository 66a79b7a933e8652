import { constants, createInflateRaw, inflateRawSync } from 'node:zlib';
import { giveScratch, takeScratch } from './scratch.js';
import { engineOf, type ZlibEngine } from './zlib-engine.js';

/**
 * Raw DEFLATE into one buffer that is used again for every frame.
 *
 * zlib.inflateRawSync makes an engine and a buffer of a whole frame for each call: 20 us of 230 a film frame, and so much garbage
 * that the worker collects every few seconds. So the engine beneath is kept; where there is none, and with `portable`, the public
 * function does the same work, slower.
 */
export class Inflater {
  /** One spare word: an output that reaches it is too long. */
  #output: Uint8Array<ArrayBuffer>;
  readonly #portable: boolean;
  #engine: ZlibEngine | undefined;

  /** @param maxBytes the largest output there will be. */
  constructor(maxBytes: number, options: { portable?: boolean } = {}) {
    this.#output = takeScratch(maxBytes + SPARE_BYTES);
    this.#portable = options.portable ?? false;
  }

  /**
   * Inflates input[start, start + length) to exactly `bytes` bytes, or returns undefined where it is damaged, longer or shorter.
   * The result is overwritten by the next call.
   */
  inflate(input: Uint8Array, start: number, length: number, bytes: number): Uint8Array | undefined {
    const engine = this.#portable ? undefined : this.#engineReady();
    if (!engine) return inflatePortably(input.subarray(start, start + length), bytes);
    const room = bytes + SPARE_BYTES;
    if (start + length > input.length || room > this.#output.length)
      throw new RangeError('The inflater was given too little room.');
    engine.handle.reset();
    engine.handle.writeSync(constants.Z_FINISH, input, start, length, this.#output, 0, room);
    if (engine.stream.destroyed) {
      this.#engine = undefined;
      return undefined;
    }
    return engine.state[0] === SPARE_BYTES ? this.#output.subarray(0, bytes) : undefined;
  }

  /** May be called twice. */
  close(): void {
    const engine = this.#engine;
    this.#engine = undefined;
    giveScratch(this.#output);
    this.#output = NOTHING;
    if (engine === undefined) return;
    if (idle.length < MOST_IDLE && !engine.stream.destroyed) idle.push(engine);
    else engine.stream.close();
  }

  /** An engine ends with the first damaged input: the next frame gets a new one. */
  #engineReady(): ZlibEngine | undefined {
    this.#engine ??= idle.pop() ?? engineOf(createInflateRaw());
    return this.#engine;
  }
}

const SPARE_BYTES = 8;
const NOTHING = new Uint8Array(0);

/**
 * Engines that nobody uses just now, for whoever needs one next in this thread. A stream that is closed is let go of in a later turn of the event
 * loop, and the thread that plays clips never comes to one: each clip that came on would leave 34 KB behind (measured, 3000 of them).
 */
const idle: ZlibEngine[] = [];
/** Twice as many as clips are kept open; 40 KB each. */
const MOST_IDLE = 8;

function inflatePortably(input: Uint8Array, bytes: number): Uint8Array | undefined {
  try {
    const output = inflateRawSync(input, { chunkSize: Math.max(bytes + SPARE_BYTES, 64), maxOutputLength: bytes });
    return output.length === bytes ? output : undefined;
  } catch {
    return undefined;
  }
}
