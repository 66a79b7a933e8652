import { writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../../daemon/clock.js';
import { DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/options.js';
import { Ingest } from '../../../daemon/ingest/ingest.js';
import { Plans } from '../../../daemon/ingest/plans.js';
import { openLibrary } from '../../../daemon/library/open-library.js';
import { silentLog } from '../../../daemon/log.js';
import { ScriptedConverter } from './scripted-converter.js';

/**
 * A process of its own that takes files in at the library at argv[2]. argv[3] 'upload': new ones without end, and says the content of each
 * on standard output when it is acknowledged. 'resume': goes on with what is there, and says when a conversion has begun, which then stands.
 */
const [, , root = '', what] = process.argv;
const library = await openLibrary({ root, clock: systemClock, log: silentLog });
const converter = new ScriptedConverter();
const ingest = new Ingest({
  library,
  converter,
  plans: new Plans({ geometry: { width: 32, height: 24 }, options: DEFAULT_CONVERT_OPTIONS }),
  log: silentLog,
  clock: systemClock,
  onJob: () => {},
  onDone: () => {},
});
if (what === 'resume') {
  converter.hold();
  ingest.resume();
  await converter.begun(1);
  writeSync(1, 'begun\n');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}
for (let count = 0; ; count++) {
  const content = `film ${count} of process ${process.pid}`;
  const ticket = ingest.beginUpload('film.mp4');
  const path = join(ticket.folder, 'original');
  await writeFile(path, content);
  await ticket.completed({ path });
  writeSync(1, `${content}\n`);
  // A few under way at a time.
  while (ingest.jobs().filter(({ stage }) => stage === 'waiting').length > 3) await new Promise(setImmediate);
}
