import { crc32, deflateRawSync } from 'node:zlib';
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

/** Lays the entries of a frame zip down in a file, one behind the other. */
export class ArchiveWriter {
  readonly #file: GrowingFile;
  readonly #log: EntryLog;

  /** @param log has a row for every frame that is appended, and gets its place filled in. */
  constructor(file: GrowingFile, log: EntryLog) {
    this.#file = file;
    this.#log = log;
  }

  /** Returns what was written of it. @param compressed of `plain`, and smaller; undefined: there is no such thing. */
  appendFrame(index: number, plain: Uint8Array, compressed: Uint8Array | undefined): EntryRecord {
    const stored = compressed ?? plain;
    const crc = crc32(plain);
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
    this.#file.append(encodeLocalHeader(entry));
    this.#file.append(stored);
    return entry;
  }

  /** Appends metadata.json, the central directory and the end records. */
  finish(manifestJson: string, options: { deflated: boolean }): void {
    const manifest = this.#appendManifest(Buffer.from(manifestJson, 'utf8'), options.deflated);
    const offset = this.#file.bytes;
    const frames = this.#log.length;
    for (let index = 0; index < frames; index++) {
      this.#file.append(encodeCentralHeader(this.#log.entryAt(index)));
    }
    this.#file.append(encodeCentralHeader(manifest));
    this.#file.append(encodeEnd({ entries: frames + 1, offset, bytes: this.#file.bytes - offset }));
  }

  #appendManifest(plain: Buffer, deflated: boolean): EntryRecord {
    const compressed = deflated ? deflateRawSync(plain) : plain;
    const stored = compressed.length < plain.length ? compressed : plain;
    const entry: EntryRecord = {
      name: MANIFEST_NAME,
      method: stored === plain ? METHOD_STORED : METHOD_DEFLATE,
      crc: crc32(plain),
      storedBytes: stored.length,
      plainBytes: plain.length,
      offset: this.#file.bytes,
    };
    this.#file.append(encodeLocalHeader(entry));
    this.#file.append(stored);
    return entry;
  }
}
