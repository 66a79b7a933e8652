import { constants, createInflateRaw, type InflateRaw, inflateRawSync } from 'node:zlib';

/**
 * Raw DEFLATE into one buffer that is used again for every frame.
 *
 * zlib.inflateRawSync makes an engine and a buffer of a whole frame for each call: 20 us of 230 a film frame, and so much garbage
 * that the worker collects every few seconds. The engine beneath (`_handle.writeSync`, in Node since 0.12 and used by pngjs among
 * others) can be reset and be given the output's place. It is not documented, so it is taken only where it looks as expected;
 * otherwise, and with `portable`, the public function does the same work, slower.
 */
export class Inflater {
  /** One spare word: an output that reaches it is too long. */
  readonly #output: Uint8Array;
  readonly #portable: boolean;
  #engine: Engine | undefined;

  /** @param maxBytes the largest output there will be. */
  constructor(maxBytes: number, options: { portable?: boolean } = {}) {
    this.#output = new Uint8Array(maxBytes + SPARE_BYTES);
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

  close(): void {
    this.#engine?.stream.close();
    this.#engine = undefined;
  }

  /** An engine ends with the first damaged input: the next frame gets a new one. */
  #engineReady(): Engine | undefined {
    this.#engine ??= createEngine();
    return this.#engine;
  }
}

const SPARE_BYTES = 8;

interface Engine {
  readonly stream: InflateRaw;
  readonly handle: Handle;
  /** What is left of the output's room, and of the input, after a call. */
  readonly state: Uint32Array;
}

interface Handle {
  reset(): void;
  writeSync(
    flush: number,
    input: Uint8Array,
    at: number,
    bytes: number,
    output: Uint8Array,
    outAt: number,
    room: number,
  ): void;
}

function createEngine(): Engine | undefined {
  const stream = createInflateRaw();
  // Damage destroys the stream, which then says so once more, later.
  stream.on('error', () => {});
  const { _handle: handle, _writeState: state } = stream as { _handle?: unknown; _writeState?: unknown };
  if (isHandle(handle) && state instanceof Uint32Array && state.length === 2) return { stream, handle, state };
  stream.close();
  return undefined;
}

function isHandle(value: unknown): value is Handle {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'reset' in value &&
    'writeSync' in value &&
    typeof value.reset === 'function' &&
    typeof value.writeSync === 'function'
  );
}

function inflatePortably(input: Uint8Array, bytes: number): Uint8Array | undefined {
  try {
    const output = inflateRawSync(input, { chunkSize: Math.max(bytes + SPARE_BYTES, 64), maxOutputLength: bytes });
    return output.length === bytes ? output : undefined;
  } catch {
    return undefined;
  }
}
