import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Backups } from '../../../daemon/backup/backups.js';
import { LibrarySwap } from '../../../daemon/backup/swap-library.js';
import { systemClock } from '../../../daemon/clock.js';
import { openLibrary } from '../../../daemon/library/open-library.js';
import { silentLog } from '../../../daemon/log.js';
import { piecesOf } from './backup-lab.js';

/**
 * A process of its own that restores the backups a.tar and b.tar in argv[2] over each other's library as fast as it can, as a daemon that
 * starts again does, with an undo now and then. It says on standard output when it comes to the swap.
 */
const folder = process.argv[2] ?? '';
const root = join(folder, 'data');
const backups = ['a.tar', 'b.tar'].map((name) => readFileSync(join(folder, name)));
for (let round = 0; ; round++) {
  await new LibrarySwap(root, silentLog).finish();
  const library = await openLibrary({ root, clock: systemClock, log: silentLog });
  const desk = new Backups({
    library,
    dataFolder: root,
    configPath: () => join(folder, 'etc', 'config.yaml'),
    version: '1',
    wallMs: () => 0,
    roomBytes: () => 1e9,
    log: silentLog,
    onConfirmed: () => {},
  });
  writeSync(1, 'round\n');
  if (round % 4 === 3) await desk.undo().catch(() => {});
  else await desk.restore(piecesOf(backups[round % 2] ?? Buffer.of()), { config: true });
  await library.close();
}
