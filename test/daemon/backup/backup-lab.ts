import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Test } from 'tap';
import { Backups, type BackupsOptions } from '../../../daemon/backup/backups.js';
import { MANIFEST } from '../../../daemon/backup/manifest.js';
import { LibrarySwap } from '../../../daemon/backup/swap-library.js';
import { encodeHeader, paddingOf } from '../../../daemon/backup/tar-header.js';
import { readTar } from '../../../daemon/backup/tar-reader.js';
import { systemClock } from '../../../daemon/clock.js';
import type { Library } from '../../../daemon/library/library.js';
import { openLibrary } from '../../../daemon/library/open-library.js';
import { silentLog } from '../../../daemon/log.js';

/** A library with its backups, in a folder of its own, that can be closed and opened again. */
export class BackupLab {
  readonly root: string;
  readonly configPath: string;
  readonly #options: Partial<BackupsOptions>;
  #library: Library | undefined;
  #backups: Backups | undefined;

  private constructor(root: string, options: Partial<BackupsOptions>) {
    this.root = root;
    this.configPath = join(root, '..', 'etc', 'config.yaml');
    this.#options = options;
  }

  static async open(t: Test, folder: string, options: Partial<BackupsOptions> = {}): Promise<BackupLab> {
    const root = join(folder, 'data');
    mkdirSync(join(folder, 'etc'), { recursive: true });
    const lab = new BackupLab(root, options);
    await lab.#start();
    t.teardown(() => lab.library.close());
    return lab;
  }

  get library(): Library {
    if (this.#library === undefined) throw new Error('the lab is not open');
    return this.#library;
  }

  get backups(): Backups {
    if (this.#backups === undefined) throw new Error('the lab is not open');
    return this.#backups;
  }

  /** What a daemon does when it starts again. */
  async startAgain(): Promise<void> {
    await this.library.close();
    await this.#start();
  }

  async backup({ originals = false } = {}): Promise<Buffer> {
    const backup = await buffer((await this.backups.create({ originals })).stream);
    await this.tidied();
    return backup;
  }

  /** Resolves when what a backup worked with is cleared away. */
  async tidied(): Promise<void> {
    while (readdirSync(join(this.root, 'staging')).length > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  async restore(backup: Buffer, { config = true } = {}) {
    const report = await this.backups.restore(piecesOf(backup), { config });
    await this.startAgain();
    return report;
  }

  /** Names of the clips, in order. */
  names(): string[] {
    return this.library.clips().map(({ name }) => name);
  }

  async #start(): Promise<void> {
    await new LibrarySwap(this.root, silentLog).finish();
    this.#library = await openLibrary({ root: this.root, clock: systemClock, log: silentLog });
    this.#backups = new Backups({
      library: this.library,
      dataFolder: this.root,
      configPath: () => this.configPath,
      version: '1.2.3',
      wallMs: () => 1_700_000_000_000,
      roomBytes: () => 1e9,
      log: silentLog,
      onConfirmed: () => {},
      ...this.#options,
    });
  }
}

/** A few odd lengths at a time, as a socket gives them. */
export async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0, length = 1; at < bytes.length; at += length, length = (length * 7 + 3) % 70_001)
    yield bytes.subarray(at, at + length);
}

/** The parts of a backup by their names, in order. */
export async function partsOf(backup: Buffer): Promise<Map<string, Buffer>> {
  const parts = new Map<string, Buffer>();
  for await (const file of readTar(piecesOf(backup))) {
    const pieces: Buffer[] = [];
    for await (const piece of file.body()) pieces.push(piece);
    parts.set(file.name, Buffer.concat(pieces));
  }
  return parts;
}

/** A tar of these parts as they are. */
export function tarOf(parts: Iterable<readonly [name: string, body: Buffer]>): Buffer {
  const files = [...parts].flatMap(([name, body]) => [
    encodeHeader({ name, bytes: body.length }, 0),
    body,
    Buffer.alloc(paddingOf(body.length)),
  ]);
  return Buffer.concat([...files, Buffer.alloc(1024)]);
}

/** The same backup with other parts, and a manifest that is right about them. */
export function rebuilt(parts: ReadonlyMap<string, Buffer>, change: Readonly<Record<string, Buffer>>): Buffer {
  const changed = new Map([...parts, ...Object.entries(change)]);
  const manifest = JSON.parse((parts.get(MANIFEST) ?? Buffer.of()).toString());
  changed.delete(MANIFEST);
  manifest.parts = [...changed].map(([name, body]) => ({
    name,
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  }));
  return tarOf([...changed, [MANIFEST, Buffer.from(JSON.stringify(manifest))]]);
}
