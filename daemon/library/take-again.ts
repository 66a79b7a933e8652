import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hashFile } from './content-hash.js';
import { linkOrCopy } from './link-or-copy.js';
import type { MendFinding } from './mend-report.js';
import type { MendRoom } from './mend-room.js';
import { keepReceived } from './received.js';

/** As an upload's is called, so that what follows need not tell them apart. */
const FILE = 'original';

/** Enough of a clip's id to find the file by. */
const SHOWN_DIGITS = 8;

/**
 * Makes an original of which nothing is known any more a file that was just received: the next thing that looks for such files converts it. It
 * keeps its first name until it has a second one that is safe.
 */
export async function takeAgain({ layout, files, clock }: MendRoom, path: string): Promise<MendFinding> {
  const folder = join(layout.staging, randomUUID());
  mkdirSync(folder);
  await linkOrCopy(path, join(folder, FILE));
  const name = basename(path);
  const note = {
    version: 1 as const,
    jobId: randomUUID(),
    name: `recovered ${name.slice(0, SHOWN_DIGITS)}${name.slice(name.lastIndexOf('.'))}`,
    sha256: await hashFile(path),
    bytes: statSync(path).size,
    file: FILE,
    receivedAtMs: Math.round(clock.wallMs()),
    attempts: 0,
  };
  await keepReceived(folder, note, layout, files);
  await files.remove(path);
  await files.syncFolder(layout.originals);
  return {
    code: 'original-taken-again',
    message: `${name} had no clip any more, and is taken in again as "${note.name}".`,
  };
}
