/**
 * Walks over the top-level boxes of an MP4 or QuickTime file (ISO/IEC 14496-12, 4.2) as its bytes arrive, and says whether a reader
 * who cannot go back could make pictures of it: 'moov', which describes the samples, must come before 'mdat', which holds them.
 */
export class TopLevelBoxes {
  /** The header that is being gathered: size and type, and 64 bits of size where it says so. */
  readonly #header = Buffer.alloc(LARGE_HEADER_BYTES);
  #gathered = 0;
  /** Bytes of the present box that are still to come. */
  #left = 0;
  #isStreamable: boolean | undefined;

  /** Undefined: more bytes are needed to tell. */
  get isStreamable(): boolean | undefined {
    return this.#isStreamable;
  }

  /** The next bytes of the file. */
  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && this.#isStreamable === undefined) {
      const skipped = Math.min(this.#left, bytes.length - at);
      this.#left -= skipped;
      at += skipped;
      if (this.#left > 0 || at === bytes.length) continue;
      this.#header[this.#gathered++] = bytes[at++] ?? 0;
      if (this.#gathered === this.#headerBytes()) this.#begin();
    }
  }

  #headerBytes(): number {
    const hasLargeSize = this.#gathered >= HEADER_BYTES && this.#header.readUInt32BE(0) === 1;
    return hasLargeSize ? LARGE_HEADER_BYTES : HEADER_BYTES;
  }

  #begin(): void {
    const headerBytes = this.#gathered;
    const type = this.#header.toString('latin1', 4, 8);
    const bytes =
      headerBytes === LARGE_HEADER_BYTES ? Number(this.#header.readBigUInt64BE(8)) : this.#header.readUInt32BE(0);
    this.#gathered = 0;
    this.#left = bytes - headerBytes;
    if (type === 'moov') this.#isStreamable = true;
    // Size 0: to the end of the file. A smaller one than its header is damage.
    else if (!PASSED_OVER.has(type) || this.#left < 0) this.#isStreamable = false;
  }
}

/** What may lie before 'moov'. Not among them: 'mdat' and 'moof', which need it, and 'meta', which holds pictures of its own (HEIF). */
const PASSED_OVER: ReadonlySet<string> = new Set(['ftyp', 'styp', 'free', 'skip', 'wide', 'pdin', 'uuid', 'sidx']);

const HEADER_BYTES = 8;
const LARGE_HEADER_BYTES = 16;
