/** What a frame entry holds: every pixel, or the XOR with the frame before. The name's ending says which. */
export type FrameKind = 'full' | 'delta';

const PREFIX = Buffer.from('frame_', 'latin1');
const FULL_SUFFIX = Buffer.from('.rgb', 'latin1');
const DELTA_SUFFIX = Buffer.from('.xor', 'latin1');
const MIN_DIGITS = 6;
const MAX_DIGITS = 9;

/** The entry name of a frame: index 0 is "frame_000001.rgb", the numbers in names start at 1. */
export function frameName(index: number, kind: FrameKind): string {
  return `frame_${String(index + 1).padStart(MIN_DIGITS, '0')}${kind === 'full' ? '.rgb' : '.xor'}`;
}

/** Length of {@link frameName}, in bytes. */
export function frameNameBytes(index: number): number {
  const digits = index < 999_999 ? MIN_DIGITS : String(index + 1).length;
  return PREFIX.length + digits + FULL_SUFFIX.length;
}

/**
 * The index in a frame's name, read in place (no string is made: it runs for every entry at open), or -1 where the bytes
 * [start, start + length) are not the name of a frame. {@link isDeltaName} says which kind.
 */
export function frameIndexOf(bytes: Buffer, start: number, length: number): number {
  const digits = length - PREFIX.length - FULL_SUFFIX.length;
  if (digits < MIN_DIGITS || digits > MAX_DIGITS || !startsWith(bytes, start, PREFIX)) return -1;
  const suffixAt = start + length - FULL_SUFFIX.length;
  if (!startsWith(bytes, suffixAt, FULL_SUFFIX) && !startsWith(bytes, suffixAt, DELTA_SUFFIX)) return -1;
  let number = 0;
  for (let at = start + PREFIX.length; at < suffixAt; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  // One name per number: "frame_0000001" would be a second spelling of frame 1.
  if (digits > MIN_DIGITS && bytes[start + PREFIX.length] === 0x30) return -1;
  return number - 1;
}

/** Whether a name accepted by {@link frameIndexOf} ends in ".xor". */
export function isDeltaName(bytes: Buffer, start: number, length: number): boolean {
  return startsWith(bytes, start + length - DELTA_SUFFIX.length, DELTA_SUFFIX);
}

function startsWith(bytes: Buffer, at: number, expected: Buffer): boolean {
  for (let i = 0; i < expected.length; i++) {
    if (bytes[at + i] !== expected[i]) return false;
  }
  return true;
}
