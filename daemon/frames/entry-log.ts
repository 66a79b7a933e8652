import { type FrameKind, frameName } from './frame-name.js';
import type { EntryRecord } from './zip-records.js';
import { METHOD_DEFLATE, METHOD_STORED } from './zip-records.js';

/** What the writer remembers of each frame until the central directory is written: 29 bytes, in columns that double when full. */
export class EntryLog {
  #length = 0;
  #offsets = new Float64Array(FIRST_ROWS);
  #startsUs = new Float64Array(FIRST_ROWS);
  #storedBytes = new Uint32Array(FIRST_ROWS);
  #crcs = new Uint32Array(FIRST_ROWS);
  #checksums = new Uint32Array(FIRST_ROWS);
  #flags = new Uint8Array(FIRST_ROWS);
  readonly #plainBytes: number;
  readonly #checksummed: boolean;

  /** @param checksummed whether the records carry the checksum. */
  constructor(plainBytes: number, checksummed: boolean) {
    this.#plainBytes = plainBytes;
    this.#checksummed = checksummed;
  }

  get length(): number {
    return this.#length;
  }

  /** Makes the row of the next frame, and returns its index. The frame's place and size follow by {@link place}. */
  append(startUs: number, kind: FrameKind): number {
    const index = this.#length++;
    if (index === this.#flags.length) this.#grow();
    this.#startsUs[index] = startUs;
    this.#flags[index] = kind === 'delta' ? DELTA : 0;
    return index;
  }

  /** Completes row `index`. */
  place(
    index: number,
    entry: Pick<EntryRecord, 'offset' | 'storedBytes' | 'crc' | 'method'> & { checksum: number },
  ): void {
    this.#offsets[index] = entry.offset;
    this.#storedBytes[index] = entry.storedBytes;
    this.#crcs[index] = entry.crc;
    this.#checksums[index] = entry.checksum;
    if (entry.method === METHOD_DEFLATE) this.#flags[index] = (this.#flags[index] ?? 0) | DEFLATED;
  }

  kindAt(index: number): FrameKind {
    return ((this.#flags[index] ?? 0) & DELTA) === 0 ? 'full' : 'delta';
  }

  startUsAt(index: number): number {
    return this.#startsUs[index] ?? 0;
  }

  entryAt(index: number): EntryRecord {
    return {
      name: frameName(index, this.kindAt(index)),
      method: ((this.#flags[index] ?? 0) & DEFLATED) === 0 ? METHOD_STORED : METHOD_DEFLATE,
      crc: this.#crcs[index] ?? 0,
      storedBytes: this.#storedBytes[index] ?? 0,
      plainBytes: this.#plainBytes,
      offset: this.#offsets[index] ?? 0,
      ...(this.#checksummed && { checksum: this.#checksums[index] ?? 0 }),
    };
  }

  #grow(): void {
    const rows = this.#flags.length * 2;
    this.#offsets = copied(this.#offsets, new Float64Array(rows));
    this.#startsUs = copied(this.#startsUs, new Float64Array(rows));
    this.#storedBytes = copied(this.#storedBytes, new Uint32Array(rows));
    this.#crcs = copied(this.#crcs, new Uint32Array(rows));
    this.#checksums = copied(this.#checksums, new Uint32Array(rows));
    this.#flags = copied(this.#flags, new Uint8Array(rows));
  }
}

const FIRST_ROWS = 256;
const DELTA = 1;
const DEFLATED = 2;

function copied<Column extends Float64Array | Uint32Array | Uint8Array>(from: Column, into: Column): Column {
  into.set(from);
  return into;
}
