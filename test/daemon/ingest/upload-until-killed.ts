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
 * on standard output when it is acknowledged ("kept CONTENT"), cancels, removes ("gone CONTENT", before it does) and gives other looks by
 * chance, with some files broken, and some documents ("gone CONTENT, page 2"). 'resume': goes on with what is there, and says when a conversion has begun, which then stands.
 */
const [, , root = '', what] = process.argv;
const library = await openLibrary({ root, clock: systemClock, log: silentLog });
const converter = new ScriptedConverter();
converter.hasPreviews = true;
converter.hasCopies = true;
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
library.on('look', (clipId) => ingest.lookChanged(clipId));
const chance = (share: number) => Math.random() < share;
const oneOf = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)];

/** Something that a person may do meanwhile. */
async function meddle(): Promise<void> {
  const clip = oneOf(library.clips());
  if (clip && chance(0.4)) library.change(clip.id, { look: { startMs: Math.floor(Math.random() * 9) } });
  if (clip && chance(0.1)) {
    writeSync(1, `gone ${clip.name}\n`);
    await library.remove(clip.id).catch(() => {});
  }
  const job = oneOf(ingest.jobs().filter(({ stage }) => stage === 'waiting' || stage === 'converting'));
  if (job && chance(0.1)) {
    writeSync(1, `gone ${job.name}\n`);
    await ingest.cancel(job.id).catch(() => {});
  }
}

for (let count = 0; ; count++) {
  const kind = chance(0.1) ? 'broken film' : chance(0.2) ? 'document of 2, number' : 'film';
  const content = `${kind} ${count} of process ${process.pid}`;
  const ticket = ingest.beginUpload(content);
  const path = join(ticket.folder, 'original');
  await writeFile(path, content);
  await ticket.completed({ path });
  writeSync(1, `kept ${content}\n`);
  await meddle();
  // A few under way at a time.
  while (ingest.jobs().filter(({ stage }) => stage === 'waiting').length > 3) await new Promise(setImmediate);
}
