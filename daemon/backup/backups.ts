import { access, constants, copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeConfig } from '../config/decode-config.js';
import { formatFaults } from '../config/fault.js';
import { toPlainError } from '../errors.js';
import { durableFiles } from '../library/durable-file.js';
import type { Library } from '../library/library.js';
import { toLibraryError } from '../library/library-error.js';
import type { Log } from '../log.js';
import type { RestoreReport } from '../protocol/backup.js';
import { backupError } from './backup-error.js';
import { receiveBackup } from './receive-backup.js';
import { stageLibrary } from './stage-library.js';
import { configNote } from './swap-config.js';
import { LibrarySwap } from './swap-library.js';
import { type BackupPart, writeBackup } from './write-backup.js';

export interface BackupsOptions {
  library: Library;
  /** The library's root. */
  dataFolder: string;
  /** The configuration's file, or where one would be looked for; it need not exist. */
  configPath: () => string;
  /** Of this program. */
  version: string;
  wallMs: () => number;
  /** What may still be written to the disk, in bytes. */
  roomBytes: () => number;
  log: Log;
  /** What was decided is on the disk, after its caller was told that it is interrupted: it is time for the next start. */
  onConfirmed: () => void;
}

/** Somebody has seen to the disk, and looks whether it goes on. */
const PAUSE_MS = 2000;

/** Makes backups of the library and the configuration while they are in use, and takes them back. */
export class Backups {
  readonly #options: BackupsOptions;
  readonly #swap: LibrarySwap;
  #isBusy = false;

  constructor(options: BackupsOptions) {
    this.#options = options;
    this.#swap = new LibrarySwap(options.dataFolder, options.log);
  }

  /** A backup as a stream, consistent as of now. `aboutBytes`: for a progress bar. Throws library-disk-full and the like. */
  async create({ originals }: { originals: boolean }): Promise<{ stream: Readable; aboutBytes: number }> {
    const { library, version, wallMs } = this.#options;
    const staging = library.createStaging();
    try {
      const snapshot = await library.snapshot(staging, { originals });
      const files = (await readdir(snapshot.originals)).sort();
      const parts: BackupPart[] = [
        { name: 'library.db', source: { path: snapshot.database } },
        ...(await this.#configParts()),
        ...files.map((name) => ({ name: `originals/${name}`, source: { path: join(snapshot.originals, name) } })),
      ];
      const stream = Readable.from(writeBackup(parts, { framed: version, createdAtMs: wallMs() }), {
        objectMode: false,
      });
      stream.once('close', () => void staging.discard());
      return { stream, aboutBytes: await bytesOf(parts) };
    } catch (error) {
      await staging.discard();
      throw error;
    }
  }

  /**
   * Receives a backup, checks all of it, and decides that its library takes the place of the present one: at the next start, which is the
   * caller's to bring about. Where this throws, nothing has changed; a disk that fails throws the library's reasons. But for 'restore-interrupted': then
   * it is done by itself, see `onConfirmed`.
   *
   * @param options.config false: the configuration stays as it is.
   */
  async restore(source: AsyncIterable<Uint8Array>, { config }: { config: boolean }): Promise<RestoreReport> {
    return this.#alone(async () => {
      const { library, dataFolder } = this.#options;
      const [received, present, made] = [library.createStaging(), library.createStaging(), library.createStaging()];
      try {
        await receiveBackup(source, { folder: received.folder, requireRoom: (bytes) => this.#requireRoom(bytes) });
        const { database } = await library.snapshot(present, { originals: false });
        const target = join(made.folder, 'library');
        const staged = await stageLibrary({
          received: received.folder,
          presentDatabase: database,
          presentRoot: dataFolder,
          target,
        });
        const hasConfig = config && (await this.#stageConfig(received.folder, target));
        await this.#swap.decide(target, join(made.folder, 'replaced'));
        return { ...staged, missing: [...staged.missing], config: hasConfig, replaced: this.#swap.replaced };
      } catch (error) {
        throw toLibraryError(error, 'restore the backup');
      } finally {
        for (const staging of [received, present, made]) await staging.discard();
      }
    });
  }

  /** Decides that the library that was replaced takes its place again, at the next start. Throws 'nothing-to-undo', 'restore-interrupted'. */
  async undo(): Promise<void> {
    await this.#alone(async () => {
      if (!(await this.#swap.decideUndo())) throw nothingToUndo();
    });
  }

  /** Deletes the library that was replaced. Throws 'nothing-to-undo'. */
  async forget(): Promise<void> {
    if (!(await this.#swap.forget())) throw nothingToUndo();
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isBusy) throw busy();
    this.#isBusy = true;
    try {
      if (await this.#swap.isDecided()) throw busy();
      return await work();
    } catch (error) {
      if (toPlainError(error).code === 'restore-interrupted') void this.#confirmLater();
      throw error;
    } finally {
      this.#isBusy = false;
    }
  }

  async #confirmLater(): Promise<void> {
    const { log, onConfirmed } = this.#options;
    log.error('a restore waits for the storage');
    do await sleep(PAUSE_MS, undefined, { ref: false });
    while (!(await this.#swap.confirm()));
    // Another run of this process may have done it by now.
    if (await this.#swap.isDecided()) onConfirmed();
  }

  #requireRoom(bytes: number): void {
    const room = this.#options.roomBytes();
    if (bytes <= room) return;
    const [needed, there] = [bytes, room].map((size) => Math.ceil(Math.max(0, size) / 1e6));
    throw backupError('disk-reserve', `A part of the backup has ${needed} MB, and there is room for ${there} MB.`);
  }

  async #configParts(): Promise<BackupPart[]> {
    const path = this.#options.configPath();
    const folder = join(dirname(path), 'panels');
    const panels = await readdir(folder).catch(() => []);
    return [
      { name: 'config.yaml', source: { path } },
      ...panels.map((name) => ({ name: `panels/${name}`, source: { path: join(folder, name) } })),
    ];
  }

  /** False where the backup has none: the defaults held. */
  async #stageConfig(received: string, target: string): Promise<boolean> {
    const path = join(received, 'config.yaml');
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return false;
    const decoded = decodeConfig(text);
    if (!decoded.ok) {
      throw backupError(
        'backup-config-invalid',
        `The backup's configuration cannot be used; keep the present one with --keep-config.\n${formatFaults('config.yaml', decoded.faults)}`,
      );
    }
    const configPath = this.#options.configPath();
    await requireWritable(configPath);
    await copyFile(path, join(target, 'config.yaml'));
    const panels = await readdir(join(received, 'panels')).catch(() => []);
    if (panels.length > 0) await mkdir(join(target, 'panels'));
    for (const name of panels) await copyFile(join(received, 'panels', name), join(target, 'panels', name));
    const note = configNote(configPath, true);
    await writeFile(join(target, note.name), note.text);
    for (const name of ['config.yaml', note.name, ...panels.map((panel) => join('panels', panel))])
      await durableFiles.syncFile(join(target, name));
    await durableFiles.syncFolder(target);
    return true;
  }
}

async function requireWritable(configPath: string): Promise<void> {
  const folder = dirname(configPath);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw backupError(
      'config-not-writable',
      `framed may not write to ${folder}, where the backup's configuration would go; keep the present one with --keep-config.`,
      error,
    );
  }
}

async function bytesOf(parts: readonly BackupPart[]): Promise<number> {
  const sizes = parts.map(({ source }) =>
    'path' in source
      ? stat(source.path).then(
          ({ size }) => size,
          () => 0,
        )
      : source.text.length,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function busy() {
  return backupError('restore-busy', 'A backup is being restored already; try again when that is done.');
}

function nothingToUndo() {
  return backupError(
    'nothing-to-undo',
    'There is no library that was replaced: nothing was restored, or it was taken back.',
  );
}
