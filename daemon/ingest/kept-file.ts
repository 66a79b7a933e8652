import { join } from 'node:path';
import type { Library } from '../library/library.js';
import { type ReceivedNote, writeNote } from '../library/received.js';
import type { Staging } from '../library/staging.js';
import type { Look } from '../protocol/look.js';
import { ingestError } from './ingest-error.js';

/** Conversions of one file that may take the daemon down with them. Another is not tried: a clip is not worth a daemon that never comes up. */
const MAX_ATTEMPTS = 3;

/** A file that was received whole and outlives the daemon until it is a clip, or has failed to become one. */
export class KeptFile {
  readonly #folder: string;
  #note: ReceivedNote;
  #isTrying = false;

  constructor({ folder }: Staging, note: ReceivedNote) {
    this.#folder = folder;
    this.#note = note;
  }

  /** Resolves when the file is safe, whatever happens next. */
  static async keep(library: Library, staging: Staging, note: ReceivedNote): Promise<KeptFile> {
    await library.keepReceived(staging, note);
    return new KeptFile(staging, note);
  }

  get path(): string {
    return join(this.#folder, this.#note.file);
  }

  get sha256(): string {
    return this.#note.sha256;
  }

  get bytes(): number {
    return this.#note.bytes;
  }

  /** What its sender chose with it. */
  get look(): Look | undefined {
    return this.#note.look;
  }

  /** A conversion begins, of so many pages where it is a document. Throws conversion-deadly where the daemon died of it too often. */
  async beginAttempt({ pages }: { pages?: number } = {}): Promise<void> {
    const { attempts } = this.#note;
    if (attempts >= MAX_ATTEMPTS) {
      throw ingestError(
        'conversion-deadly',
        `framed was ended ${attempts} times while it converted this file, and does not try again; the file may need more memory than there is.`,
      );
    }
    await this.#write({ ...this.#note, ...(pages !== undefined && { pages }), attempts: attempts + 1 });
    this.#isTrying = true;
  }

  /** Where a conversion was under way, it was ended in peace and does not count. */
  async endAttempt(): Promise<void> {
    if (this.#isTrying) await this.#write({ ...this.#note, attempts: this.#note.attempts - 1 });
    this.#isTrying = false;
  }

  async #write(note: ReceivedNote): Promise<void> {
    await writeNote(this.#folder, note);
    this.#note = note;
  }
}
