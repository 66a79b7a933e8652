import { join } from 'node:path';
import type { Clip } from '../protocol/clip.js';
import { Attempts } from './attempts.js';
import type { DiskReserve } from './disk-reserve.js';
import type { IngestRoom } from './ingest-room.js';
import { QuietBacklog } from './quiet-backlog.js';
import { withinTime } from './time-limit.js';

/**
 * Videos to be looked at for whether browsers play them, and to get a small copy where they do not. Those that were looked at or tried already
 * are passed over; where there is no room, a later start may find some.
 */
export function copyBacklog(room: IngestRoom, reserve: Pick<DiskReserve, 'allows'> | undefined): QuietBacklog {
  const attempts = new Attempts(room.library);
  return new QuietBacklog(room, {
    what: 'copy to watch',
    make: (clip, signal) =>
      makeCopy(room, clip, { attempts, allows: (bytes) => reserve?.allows(bytes) ?? true, signal }),
  });
}

async function makeCopy(
  { library, queue, converter, maxConvertMs }: IngestRoom,
  { id, kind, watching }: Clip,
  { attempts, allows, signal }: { attempts: Attempts; allows(bytes: number): boolean; signal: AbortSignal },
): Promise<void> {
  const source = library.originalPath(id);
  const isWanted = kind === 'video' && watching === undefined;
  if (!isWanted || source === undefined || converter.watchCopy === undefined) return;
  if (!attempts.begin(id, 'copy')) return;
  const originalName = library.originalName(id);
  await queue.run('copy', signal, async (turn) => {
    const staging = library.createStaging();
    try {
      const path = join(staging.folder, 'copy.mp4');
      const made = await withinTime(maxConvertMs, turn, async (limited) =>
        converter.watchCopy?.({ source, originalName, output: path, allows, signal: limited }),
      );
      if (made === undefined) return;
      const { playsOriginal, copied } = made;
      await library.setWatching(id, { playsOriginal, ...(copied && { copy: { staging, path } }) });
    } finally {
      await staging.discard();
    }
  });
}
