import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { systemClock } from '../../../daemon/clock.js';
import { openLibrary } from '../../../daemon/library/open-library.js';
import { silentLog } from '../../../daemon/log.js';
import { PLAN_B, publishClip, stageClip } from './staged-clips.js';

/**
 * A process of its own that publishes, adds frames to and removes clips in the library at argv[2] as fast as it can. It says on standard
 * output what is done ("published ID") and what it is about to do ("removing ID"); a pipe keeps that though the process is killed.
 */
const MAX_ORIGINAL_BYTES = 200_000;
const say = (line: string) => writeSync(1, `${line}\n`);

const library = await openLibrary({ root: process.argv[2] ?? '', clock: systemClock, log: silentLog });
for (let round = 0; ; round++) {
  const content = randomBytes(1 + Math.floor(Math.random() * MAX_ORIGINAL_BYTES));
  const { clip } = await publishClip(library, { content, poster: round % 3 !== 0 });
  say(`published ${clip.id}`);
  const oldest = library.clips()[0];
  if (round % 2 === 0) {
    const { rendition, staging } = await stageClip(library, { content, planKey: PLAN_B });
    await library.addRendition(clip.id, { ...rendition, staging });
    await staging.discard();
  }
  if (round % 4 === 3 && oldest) {
    say(`removing ${oldest.id}`);
    await library.remove(oldest.id);
  }
}
