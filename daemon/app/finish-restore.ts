import { resolve } from 'node:path';
import { LibrarySwap } from '../backup/swap-library.js';
import { Layout } from '../library/layout.js';
import { lockRoot } from '../library/root-lock.js';
import type { Log } from '../log.js';

/** Does what was decided about the library while nobody has it open. True where it is another one now. Throws library-locked. */
export async function finishRestore(dataFolder: string, log: Log): Promise<boolean> {
  const layout = new Layout(resolve(dataFolder));
  const swap = new LibrarySwap(layout.root, log);
  if (!(await swap.isDecided())) return false;
  const lock = lockRoot(layout.lock, layout.root);
  try {
    await swap.finish();
    log.info('another library was put in place', { replaced: swap.replaced });
    return true;
  } finally {
    lock.release();
  }
}

/** Puts the library back that was replaced last. False where there is none. Throws library-locked. */
export async function takeRestoreBack(dataFolder: string, log: Log): Promise<boolean> {
  const swap = new LibrarySwap(resolve(dataFolder), log);
  return (await swap.decideUndo()) && (await finishRestore(dataFolder, log));
}
