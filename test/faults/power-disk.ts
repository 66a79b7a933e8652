import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { compileShim } from '../shim/compile-shim.js';

/** Calls that are to do nothing, to prove that they are needed. */
export type DroppedSyncs = 'files' | 'folders' | 'files+folders';

interface Entry {
  readonly isFolder: boolean;
  readonly key: string;
  readonly name: string;
}

/**
 * The disk of a machine whose plug may be pulled: what power-shim.c kept of one folder while a process worked in it.
 *
 * A pulled plug leaves of a folder its entries as they were synced last, each with the bytes that were synced last. A
 * real disk may have got further by itself, here more and there less; how far is drawn by `chance`.
 */
export class PowerDisk {
  readonly #root: string;
  readonly #disk: string;

  /** @param disk a folder for what is kept; it is emptied. Outside of `root`. */
  constructor(root: string, disk: string) {
    this.#root = root;
    this.#disk = disk;
    this.#begin();
  }

  /** For the process that works in the folder. */
  async environment(drops?: DroppedSyncs): Promise<Record<string, string>> {
    const library = await compileShim('test/faults/power-shim.c');
    return {
      LD_PRELOAD: library,
      POWER_ROOT: this.#root,
      POWER_DISK: this.#disk,
      UV_USE_IO_URING: '0',
      ...(drops && { POWER_DROPS: drops }),
    };
  }

  /**
   * The process is dead: puts what the plug left in the place of what there was, and begins anew with that.
   *
   * @param chance false: only what was synced is left. Else asked for each file and folder, whether the disk had got to what was not.
   */
  pullPlug(chance: false | (() => boolean)): void {
    const present = this.#presentPaths();
    const leave = (key: string, to: string) => {
      mkdirSync(to);
      const from = present.get(key);
      const isAhead = from !== undefined && chance !== false && chance();
      for (const entry of isAhead ? presentEntries(from) : this.#syncedEntries(key)) {
        const path = join(to, entry.name);
        const source = present.get(entry.key);
        if (entry.isFolder) leave(entry.key, path);
        else if (source !== undefined && chance !== false && chance()) copyFileSync(source, path);
        else writeFileSync(path, this.#syncedBytes(entry.key));
      }
    };
    const left = `${this.#root}.left`;
    leave(readFileSync(join(this.#disk, 'root'), 'utf8'), left);
    rmSync(this.#root, { recursive: true });
    renameSync(left, this.#root);
    this.#begin();
  }

  #begin(): void {
    rmSync(this.#disk, { recursive: true, force: true });
    mkdirSync(this.#disk);
  }

  #syncedEntries(key: string): Entry[] {
    const lines = this.#syncedBytes(key).toString().split('\n').slice(0, -1);
    return lines.map((line) => {
      const space = line.indexOf(' ');
      return { isFolder: line[0] === 'd', key: line.slice(1, space), name: line.slice(space + 1) };
    });
  }

  /** By key; all that is there now. */
  #presentPaths(): Map<string, string> {
    const names = readdirSync(this.#root, { recursive: true, encoding: 'utf8' });
    const paths = [this.#root, ...names.map((name) => join(this.#root, name))];
    return new Map(paths.map((path) => [keyOf(path), path]));
  }

  /** Empty where it was never synced. */
  #syncedBytes(key: string): Buffer {
    try {
      return readFileSync(join(this.#disk, key));
    } catch {
      return Buffer.alloc(0);
    }
  }
}

function presentEntries(folder: string): Entry[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile() || one.isDirectory());
  return entries.map((one) => ({ isFolder: one.isDirectory(), key: keyOf(join(folder, one.name)), name: one.name }));
}

const NS_PER_S = 1_000_000_000n;

/** As power-shim.c names it. */
function keyOf(path: string): string {
  const { ino, birthtimeNs } = lstatSync(path, { bigint: true });
  return [ino, birthtimeNs / NS_PER_S, birthtimeNs % NS_PER_S].map((part) => part.toString(16)).join('-');
}
