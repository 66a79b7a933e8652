import { crc32 } from 'node:zlib';
import { deflate } from './compressor.js';
import type { EntryLog } from './entry-log.js';
import { frameName } from './frame-name.js';
import type { GrowingFile } from './growing-file.js';
import { MANIFEST_NAME } from './manifest.js';
import {
  type EntryRecord,
  encodeCentralHeader,
  encodeEnd,
  encodeLocalHeader,
  METHOD_DEFLATE,
  METHOD_STORED,
} from './zip-records.js';

/** Lays the entries of a frame zip down in a file, one behind the other. One call at a time. */
export class ArchiveWriter {
  readonly #file: GrowingFile;
  readonly #log: EntryLog;

  /** @param log has a row for every frame that is appended, and gets its place filled in. */
  constructor(file: GrowingFile, log: EntryLog) {
    this.#file = file;
    this.#log = log;
  }

  /** Returns the bytes stored: those of `compressed`, or of `plain` where that is not larger. @param crc of `plain`. */
  async appendFrame(index: number, plain: Uint8Array, compressed: Uint8Array, crc: number): Promise<number> {
    const stored = compressed.length < plain.length ? compressed : plain;
    const entry = {
      name: frameName(index, this.#log.kindAt(index)),
      method: stored === plain ? METHOD_STORED : METHOD_DEFLATE,
      crc,
      storedBytes: stored.length,
      plainBytes: plain.length,
      offset: this.#file.bytes,
      checksum: stored === plain ? crc : crc32(stored),
    } as const;
    this.#log.place(index, entry);
    await this.#file.append(encodeLocalHeader(entry));
    await this.#file.append(stored);
    return stored.length;
  }

  /** Appends metadata.json, the central directory and the end records. */
  async finish(manifestJson: string, options: { deflated: boolean }): Promise<void> {
    const manifest = await this.#appendManifest(Buffer.from(manifestJson, 'utf8'), options.deflated);
    const offset = this.#file.bytes;
    const frames = this.#log.length;
    for (let index = 0; index < frames; index++) {
      await this.#file.append(encodeCentralHeader(this.#log.entryAt(index)));
    }
    await this.#file.append(encodeCentralHeader(manifest));
    await this.#file.append(encodeEnd({ entries: frames + 1, offset, bytes: this.#file.bytes - offset }));
  }

  async #appendManifest(plain: Buffer, deflated: boolean): Promise<EntryRecord> {
    const compressed = deflated ? await deflate(plain) : plain;
    const stored = compressed.length < plain.length ? compressed : plain;
    const entry: EntryRecord = {
      name: MANIFEST_NAME,
      method: stored === plain ? METHOD_STORED : METHOD_DEFLATE,
      crc: crc32(plain),
      storedBytes: stored.length,
      plainBytes: plain.length,
      offset: this.#file.bytes,
    };
    await this.#file.append(encodeLocalHeader(entry));
    await this.#file.append(stored);
    return entry;
  }
}
