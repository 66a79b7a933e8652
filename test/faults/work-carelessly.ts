import { resolve } from 'node:path';
import { systemClock } from '../../daemon/clock.js';
import { openDatabase } from '../../daemon/library/database.js';
import { durableFiles } from '../../daemon/library/durable-file.js';
import { Layout } from '../../daemon/library/layout.js';
import { Library } from '../../daemon/library/library.js';
import { openLibrary } from '../../daemon/library/open-library.js';
import { lockRoot } from '../../daemon/library/root-lock.js';
import { openTables } from '../../daemon/library/tables.js';
import { silentLog } from '../../daemon/log.js';
import { publishClip } from '../daemon/library/staged-clips.js';

/**
 * A process of its own that publishes a clip into the library at argv[2], which is there, and removes the one that is in it. argv[3] 'careless':
 * with no transaction around what belongs together.
 */
const [, , root = '', how] = process.argv;
const library = how === 'careless' ? openCarelessly() : await openLibrary({ root, clock: systemClock, log: silentLog });
const [first] = library.clips();
await publishClip(library, { content: 'second' });
if (first !== undefined) await library.remove(first.id);
await library.close();

function openCarelessly(): Library {
  const layout = new Layout(resolve(root));
  const lock = lockRoot(layout.lock, layout.root);
  const database = openDatabase(layout.database);
  const tables = { ...openTables(database), commit: (_doing: string, change: () => void) => change() };
  const report = { findings: [] };
  return new Library({
    database,
    tables,
    layout,
    files: durableFiles,
    clock: systemClock,
    log: silentLog,
    lock,
    report,
  });
}
