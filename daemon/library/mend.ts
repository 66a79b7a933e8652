import { scanFolder } from './disk-scan.js';
import { toLibraryError } from './library-error.js';
import { measureRenditions } from './measure-renditions.js';
import type { MendFinding, MendReport } from './mend-report.js';
import type { MendRoom } from './mend-room.js';
import { mendRows } from './mend-rows.js';
import { mendStrays } from './mend-strays.js';
import { restoreReceived } from './received.js';
import { removeFiles } from './removals.js';

/**
 * Brings rows and files into step after whatever ended the last run. Runs before anything else may touch the library.
 *
 * Rows come first: what is without a row after that is a stray. A part that fails (a full disk) is reported and does not keep the
 * library shut, since what is whole can still be played.
 */
export async function mend(room: MendRoom): Promise<MendReport> {
  const findings: MendFinding[] = [];
  for (const part of [finishRemovals, sweepStaging, mendRows, mendStrays, measureRenditions]) {
    try {
      findings.push(...(await part(room)));
    } catch (error) {
      findings.push({ code: 'not-mended', message: toLibraryError(error, 'mend the library').message });
      // A stray is known by having no row: without mended rows, none may be judged.
      break;
    }
  }
  for (const { code, message } of findings) room.log.warn(message, { code });
  return { findings };
}

async function finishRemovals({ tables, layout, files }: MendRoom): Promise<MendFinding[]> {
  const findings: MendFinding[] = [];
  for (const removal of tables.removals.all()) {
    await removeFiles(removal, layout, files);
    tables.removals.delete(removal.clipId);
    const message = `The files of clip ${removal.clipId}, removed before, are deleted now.`;
    findings.push({ code: 'removal-finished', message, clipId: removal.clipId });
  }
  return findings;
}

/** What was received whole stays, since its sender was told so; see received.ts. */
async function sweepStaging({ tables, layout, files }: MendRoom): Promise<MendFinding[]> {
  let swept = 0;
  const isClip = (id: string) => tables.clips.record(id) !== undefined;
  for (const path of scanFolder(layout.staging).keys()) {
    if (await restoreReceived(path, layout, files, isClip)) continue;
    await files.remove(path);
    swept += 1;
  }
  if (swept === 0) return [];
  const message = `Swept ${swept} unfinished ${swept === 1 ? 'piece' : 'pieces'} of work from staging/.`;
  return [{ code: 'staging-swept', message }];
}
