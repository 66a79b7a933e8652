import type { DeflateRaw, InflateRaw } from 'node:zlib';

/**
 * The engine beneath a zlib stream, which can be reset and be given the output's place. It is not documented (`_handle.writeSync`, in
 * Node since 0.12 and used by pngjs among others), so it is taken only where it looks as expected.
 */
export interface ZlibEngine {
  readonly stream: InflateRaw | DeflateRaw;
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

/** Undefined, and the stream closed, where this Node has another engine. */
export function engineOf(stream: InflateRaw | DeflateRaw): ZlibEngine | undefined {
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
