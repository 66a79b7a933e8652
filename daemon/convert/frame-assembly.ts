/**
 * Cuts a stream of bytes into frames.
 *
 * Yields one of two buffers by turns: a frame is valid until the second one after it is asked for, so a consumer may hold one back.
 * An incomplete frame at the end is dropped.
 */
export async function* assembleFrames(
  chunks: AsyncIterable<Uint8Array>,
  bytesPerFrame: number,
): AsyncGenerator<Uint8Array> {
  let filling = new Uint8Array(bytesPerFrame);
  let other = new Uint8Array(bytesPerFrame);
  let filled = 0;
  for await (const chunk of chunks) {
    let taken = 0;
    while (taken < chunk.length) {
      const count = Math.min(chunk.length - taken, bytesPerFrame - filled);
      filling.set(chunk.subarray(taken, taken + count), filled);
      taken += count;
      filled += count;
      if (filled < bytesPerFrame) continue;
      yield filling;
      [filling, other] = [other, filling];
      filled = 0;
    }
  }
}
