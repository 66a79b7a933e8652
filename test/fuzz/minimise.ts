/** Tries at most; each gives the input once more. */
const MOST_TRIES = 600;

/**
 * The same finding with fewer bytes: halves, quarters, and so on are left out as long as it stays (delta debugging, Zeller and Hildebrandt 2002).
 *
 * @param stays whether an input still does it
 */
export async function minimise(input: Buffer, stays: (candidate: Buffer) => Promise<boolean>): Promise<Buffer> {
  let least = input;
  let tries = 0;
  for (let piece = least.length >> 1; piece > 0; piece = piece >> 1) {
    for (let at = 0; at < least.length && tries < MOST_TRIES; ) {
      const candidate = Buffer.concat([least.subarray(0, at), least.subarray(at + piece)]);
      tries++;
      if (await stays(candidate)) least = candidate;
      else at += piece;
    }
  }
  return least;
}
