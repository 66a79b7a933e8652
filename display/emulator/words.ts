import type { WordBits } from '../panel.js';
import { EmulatorError } from './emulator-error.js';

/** Commands or parameters as the controller gets them: behind a 16-bit adapter the low byte of every word, whose high byte is 00. */
export function parametersOf(bytes: Uint8Array, wordBits: WordBits): Uint8Array {
  if (wordBits === 8) return bytes;
  const low = new Uint8Array(bytes.length / 2);
  for (let word = 0; word < low.length; word++) {
    const high = bytes[word * 2] ?? 0;
    if (high !== 0) {
      throw new EmulatorError(
        'high-byte-set',
        `A command or parameter had the high byte ${high.toString(16)}; a 16-bit board wants 00 before each.`,
      );
    }
    low[word] = bytes[word * 2 + 1] ?? 0;
  }
  return low;
}
