import { createInterface } from 'node:readline';
import { systemClock } from '../../daemon/clock.js';
import { toPlainError } from '../../daemon/errors.js';
import { openLibrary } from '../../daemon/library/open-library.js';
import { silentLog } from '../../daemon/log.js';

/** A process of its own that makes a playlist of each line that it is given, in the library at argv[2], and says what came of it. */
const library = await openLibrary({ root: process.argv[2] ?? '', clock: systemClock, log: silentLog });
process.stdout.write('open\n');
for await (const name of createInterface(process.stdin)) {
  let said = 'made';
  try {
    library.playlists.create({ name, entries: [] });
  } catch (error) {
    said = toPlainError(error).message;
  }
  process.stdout.write(`${said}\n`);
}
