import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Test } from 'tap';
import t from 'tap';
import { LibrarySwap } from '../../../daemon/backup/swap-library.js';
import { type DurableFiles, durableFiles } from '../../../daemon/library/durable-file.js';
import { silentLog } from '../../../daemon/log.js';
import { findViolations } from '../library/files-on-disk.js';
import { PLAN_A, publishClip } from '../library/staged-clips.js';
import { BackupLab, piecesOf } from './backup-lab.js';

const RESTORE_UNTIL_KILLED = fileURLToPath(new URL('./restore-until-killed.js', import.meta.url));
const ROUNDS = 5;
const LONGEST_ROUND_MS = 250;

/** A library of three clips that is called by its letter, and its configuration as well. */
async function makeLibrary(t: Test, folder: string, letter: string): Promise<BackupLab> {
  const lab = await BackupLab.open(t, folder);
  for (const number of [1, 2, 3])
    await publishClip(lab.library, { content: `${letter}${number}`.repeat(50_000), name: `${letter}${number}.mp4` });
  writeFileSync(lab.configPath, `name: ${letter}\n`);
  return lab;
}

/** The letter of the library that is there, whole. */
async function letterOf(t: Test, folder: string): Promise<string> {
  const lab = await BackupLab.open(t, folder);
  const { root, library } = lab;
  const violations = (await findViolations(root, library, [PLAN_A])).filter(
    // Frames are not in a backup: the real daemon makes them again. What was replaced is no part of the library.
    (violation) => !violation.startsWith('replaced/') && !violation.endsWith('has no frames'),
  );
  t.same(violations, []);
  const letters = new Set(lab.names().map((name) => name.charAt(0)));
  t.equal(lab.names().length, 3);
  t.equal(letters.size, 1, `one library: ${lab.names().join(' ')}`);
  await library.close();
  return [...letters][0] ?? '';
}

/** Swaps, and stops for ever before the file operation of this number, as a process does that is killed there. True where it came to its end. */
async function swapUntil(dieAt: number, root: string): Promise<boolean> {
  let step = 0;
  let die: () => void = () => {};
  const dead = new Promise<boolean>((resolve) => {
    die = () => resolve(false);
  });
  const after = <T>(work: () => Promise<T>): Promise<T> => {
    step += 1;
    if (step !== dieAt) return work();
    die();
    return new Promise(() => {});
  };
  const files: DurableFiles = {
    syncFile: (path) => after(() => durableFiles.syncFile(path)),
    syncFolder: (path) => after(() => durableFiles.syncFolder(path)),
    rename: (from, to) => after(() => durableFiles.rename(from, to)),
    remove: (path) => after(() => durableFiles.remove(path)),
    ensureFolder: (path) => after(() => durableFiles.ensureFolder(path)),
  };
  return Promise.race([new LibrarySwap(root, silentLog, files).finish(), dead]);
}

t.test('killed at any moment of a restore, the one library or the other is there, whole', async (t) => {
  const folder = join(t.testdir(), 'work');
  const a = await makeLibrary(t, folder, 'a');
  const b = await makeLibrary(t, join(t.testdirName, 'other'), 'b');
  writeFileSync(join(folder, 'a.tar'), await a.backup({ originals: true }));
  writeFileSync(join(folder, 'b.tar'), await b.backup({ originals: true }));
  await a.library.close();
  const seen = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const child = spawn(process.execPath, [RESTORE_UNTIL_KILLED, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_ROUND_MS));
    await exited;
    seen.add(await letterOf(t, folder));
  }
  t.ok(seen.size >= 1, `seen: ${[...seen].join(' ')}`);
});

t.test('killed at each step of the swap, the next start finishes it', async (t) => {
  const folder = join(t.testdir(), 'decided');
  const b = await makeLibrary(t, join(t.testdirName, 'other'), 'b');
  const backup = await b.backup({ originals: true });
  const a = await makeLibrary(t, folder, 'a');
  await a.backups.restore(piecesOf(backup), { config: true });
  await a.library.close();
  for (let step = 1; ; step++) {
    const copy = join(t.testdirName, `step-${step}`);
    mkdirSync(copy);
    for (const name of ['data', 'etc']) cpSync(join(folder, name), join(copy, name), { recursive: true });
    // It names the place of the configuration as a whole.
    const note = join(copy, 'data', 'restore', 'config.json');
    const configPath = join(copy, 'etc', 'config.yaml');
    writeFileSync(note, JSON.stringify({ configPath, hasConfig: true }));
    const isWhole = await swapUntil(step, join(copy, 'data'));
    t.equal(await letterOf(t, copy), 'b', `step ${step}`);
    t.equal(readFileSync(configPath, 'utf8'), 'name: b\n');
    t.equal(readFileSync(join(copy, 'data', 'replaced', 'config.yaml'), 'utf8'), 'name: a\n');
    t.notOk(existsSync(join(copy, 'data', 'restoring')));
    if (isWhole) {
      t.ok(step > 15, `${step - 1} steps were tried`);
      break;
    }
  }
});
