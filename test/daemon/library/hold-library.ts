import { systemClock } from '../../../daemon/clock.js';
import { openLibrary } from '../../../daemon/library/open-library.js';
import { silentLog } from '../../../daemon/log.js';

/** A process of its own that has the library at argv[2] until it is killed. */
const library = await openLibrary({ root: process.argv[2] ?? '', clock: systemClock, log: silentLog });
process.stdout.write('open\n');
setInterval(() => library.clips(), 60_000);
