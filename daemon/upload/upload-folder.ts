import { rmSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toPlainError } from '../errors.js';
import type { Log } from '../log.js';
import { UploadInfo } from './upload-info.js';

export interface FoundUpload {
  readonly info: UploadInfo;
  /** On disk: what HEAD answers, whatever was said before a power cut. */
  readonly bytes: number;
  readonly lastByteAtWallMs: number;
}

/**
 * Where unfinished uploads lie.
 *
 *     ID        the bytes so far
 *     ID.json   an UploadInfo; with it an upload begins to exist, without it the bytes are swept at the next start
 */
export class UploadFolder {
  readonly #path: string;
  readonly #log: Log;

  /** @param path on one file system with the folders of the tickets: finishing is a rename. */
  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  dataPath(id: string): string {
    return join(this.#path, id);
  }

  /** An empty upload, there for good when this resolves: also after a power cut. Rejects with Node's error, leaving nothing. */
  async create(info: UploadInfo): Promise<void> {
    try {
      await writeFile(this.dataPath(info.id), '', { flag: 'wx' });
      await this.describe(info);
    } catch (error) {
      await this.remove(info.id);
      throw error;
    }
  }

  /** Writes what is known of an upload, whole or not at all, and durably. Rejects with Node's error; then it is as it was. */
  async describe(info: UploadInfo): Promise<void> {
    const draft = `${this.#infoPath(info.id)}.new`;
    try {
      await writeFile(draft, JSON.stringify(info), { flush: true });
      await rename(draft, this.#infoPath(info.id));
      await sync(this.#path);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      throw error;
    }
  }

  /** From now on the upload does not exist, whatever ends the process. Returns whether that is so. */
  forget(id: string): boolean {
    try {
      rmSync(this.#infoPath(id), { force: true });
      return true;
    } catch (error) {
      this.#logFailure('could not remove what describes an upload', error);
      return false;
    }
  }

  /**
   * {@link forget}, and deletes the bytes, for good: after a power cut it would be taken up again otherwise, though its clip may have been
   * removed since. Never rejects. Resolves with whether it will stay away; else the next start may find it.
   */
  async remove(id: string): Promise<boolean> {
    const isForgotten = this.forget(id);
    try {
      await rm(this.dataPath(id), { force: true });
      await sync(this.#path);
      return isForgotten;
    } catch (error) {
      this.#logFailure('could not delete an upload', error);
      return false;
    }
  }

  /**
   * The uploads of the last run. What cannot be one is swept, and so is a file that has a second name by now: whoever it was handed over to keeps
   * it, and may have blanked what it tells already, so that its hash is another. Creates the folder where it is missing, durably; the one above
   * it is there. To be called when what was handed over and is not kept has been deleted.
   */
  async open(): Promise<FoundUpload[]> {
    if ((await mkdir(this.#path, { recursive: true })) !== undefined) await sync(dirname(this.#path));
    const names = await readdir(this.#path);
    const found: FoundUpload[] = [];
    const kept = new Set<string>();
    for (const name of names.filter((name) => name.endsWith('.json'))) {
      const upload = await this.#read(name.slice(0, -'.json'.length));
      if (upload === undefined) continue;
      found.push(upload);
      kept.add(name).add(upload.info.id);
    }
    const swept = names.filter((name) => !kept.has(name));
    for (const name of swept) await this.#sweep(name);
    // What is kept elsewhere may be a clip, and be removed, before anything else is synced here.
    if (swept.length > 0) await sync(this.#path).catch((error) => this.#logFailure('could not sync a sweep', error));
    return found;
  }

  /** Undefined where bytes and description are not those of an upload, or it is kept elsewhere. */
  async #read(id: string): Promise<FoundUpload | undefined> {
    try {
      const info = UploadInfo.parse(JSON.parse(await readFile(this.#infoPath(id), 'utf8')));
      const stats = await stat(this.dataPath(id));
      if (info.id !== id || !stats.isFile() || stats.size > info.totalBytes) return undefined;
      if (stats.nlink > 1) return undefined;
      return { info, bytes: stats.size, lastByteAtWallMs: stats.mtimeMs };
    } catch {
      return undefined;
    }
  }

  async #sweep(name: string): Promise<void> {
    this.#log.warn('swept from uploads/ what need not go on, or cannot', { name });
    await rm(join(this.#path, name), { recursive: true, force: true }).catch((error) =>
      this.#logFailure('could not sweep', error),
    );
  }

  #infoPath(id: string): string {
    return join(this.#path, `${id}.json`);
  }

  #logFailure(message: string, error: unknown): void {
    this.#log.warn(message, { reason: toPlainError(error).message });
  }
}

/** The names in a folder are on the disk when this resolves. */
async function sync(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
