/**
 * Walks over the top-level boxes of an MP4 or QuickTime file (ISO/IEC 14496-12, 4.2) as its bytes arrive, and says whether a reader
 * who cannot go back could make pictures of it: 'moov', which describes the samples, must come before 'mdat', which holds them. Looks into
 * 'moov' as far as it takes to see whether that describes all of them.
 */
export class TopLevelBoxes {
  /** The header that is being gathered: size and type, and 64 bits of size where it says so. */
  readonly #header = Buffer.alloc(LARGE_HEADER_BYTES);
  #gathered = 0;
  /** Bytes of the present box that are still to come. */
  #left = 0;
  /** Of 'moov', while within it. */
  #moovLeft: number | undefined;
  #describesAll = true;
  #isStreamable: boolean | undefined;

  /** Undefined: more bytes are needed to tell; for true, all of 'moov'. */
  get isStreamable(): boolean | undefined {
    return this.#isStreamable;
  }

  /** Where it is streamable: no samples are described further on, in fragments (8.8), so that 'moov' says how long the film is. */
  get describesAll(): boolean {
    return this.#describesAll;
  }

  /** The next bytes of the file. */
  push(bytes: Uint8Array): void {
    let at = 0;
    while (this.#isStreamable === undefined) {
      const skipped = Math.min(this.#left, bytes.length - at);
      this.#left -= skipped;
      at += skipped;
      if (this.#isPastMoov()) this.#isStreamable = true;
      else if (this.#left > 0 || at === bytes.length) return;
      else this.#gather(bytes[at++] ?? 0);
    }
  }

  /** What is too short for a box is none. */
  #isPastMoov(): boolean {
    return this.#moovLeft !== undefined && this.#moovLeft < HEADER_BYTES && this.#left === 0 && this.#gathered === 0;
  }

  #gather(byte: number): void {
    this.#header[this.#gathered++] = byte;
    if (this.#gathered < this.#headerBytes()) return;
    if (this.#moovLeft === undefined) this.#begin();
    else this.#beginWithin(this.#moovLeft);
    this.#gathered = 0;
  }

  #headerBytes(): number {
    const hasLargeSize = this.#gathered >= HEADER_BYTES && this.#header.readUInt32BE(0) === 1;
    return hasLargeSize ? LARGE_HEADER_BYTES : HEADER_BYTES;
  }

  #begin(): void {
    const { type, contentBytes } = this.#box();
    // Size 0: to the end of the file. A smaller one than its header is damage.
    if (contentBytes < 0) this.#isStreamable = false;
    else if (type === 'moov') this.#moovLeft = contentBytes;
    else if (PASSED_OVER.has(type)) this.#left = contentBytes;
    else this.#isStreamable = false;
  }

  #beginWithin(moovLeft: number): void {
    const { type, contentBytes } = this.#box();
    // What makes no sense to us may to ffmpeg.
    if (type === 'mvex' || contentBytes < 0) this.#describesAll = false;
    const left = Math.max(0, moovLeft - this.#gathered);
    this.#left = contentBytes < 0 ? left : Math.min(contentBytes, left);
    this.#moovLeft = left - this.#left;
  }

  #box(): { type: string; contentBytes: number } {
    const isLarge = this.#gathered === LARGE_HEADER_BYTES;
    const bytes = isLarge ? Number(this.#header.readBigUInt64BE(8)) : this.#header.readUInt32BE(0);
    return { type: this.#header.toString('latin1', 4, 8), contentBytes: bytes - this.#gathered };
  }
}

/** What may lie before 'moov'. Not among them: 'mdat' and 'moof', which need it, and 'meta', which holds pictures of its own (HEIF). */
const PASSED_OVER: ReadonlySet<string> = new Set(['ftyp', 'styp', 'free', 'skip', 'wide', 'pdin', 'uuid', 'sidx']);

const HEADER_BYTES = 8;
const LARGE_HEADER_BYTES = 16;
