import { type ByteSource, readBytes } from '../fast-start/byte-source.js';

const SAMPLES = 16;
const SAMPLE_BYTES = 1024;

/** To be raised when the way files are rewritten changes: half a file of each kind would be no film. */
const VERSION = 1;

/**
 * Tells whether a chosen file is the one that was begun to be sent. The content is sampled, and the time of its last change left out:
 * phones hand out copies of their recordings, which are as old as the choice. (A hash of it all would have to read it all, and the
 * browser's own hashes are for HTTPS only.)
 */
export async function fingerprintOf(
  file: ByteSource & { readonly name: string; readonly type: string },
): Promise<string> {
  const hash = new SampleHash();
  const last = Math.max(0, file.size - SAMPLE_BYTES);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const start = Math.floor((last * sample) / (SAMPLES - 1));
    const bytes = await readBytes(file, start, Math.min(file.size, start + SAMPLE_BYTES));
    hash.update(bytes ?? new Uint8Array());
  }
  return [VERSION, file.size, hash.digest(), file.type, file.name].join('|');
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv), twice with different beginnings: 64 bits by 32-bit arithmetic. */
class SampleHash {
  #a = 0x811c9dc5;
  #b = 0x9747b28c;

  update(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#a = Math.imul(this.#a ^ byte, 0x01000193);
      this.#b = Math.imul(this.#b ^ byte ^ (this.#a >>> 24), 0x01000193);
    }
  }

  digest(): string {
    return [this.#a, this.#b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
