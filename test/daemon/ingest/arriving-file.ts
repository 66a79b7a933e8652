import { appendFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ingest } from '../../../daemon/ingest/ingest.js';
import { Arrival } from '../../../daemon/upload/arriving-file.js';
import { sha256 } from '../library/staged-clips.js';

/**
 * A file that arrives piece by piece, as the receivers have it.
 *
 * @param options.bytes there already, from before a restart
 * @param options.metadata what was said with it
 */
export async function beginArriving(
  ingest: Ingest,
  folder: string,
  pieces: readonly Buffer[],
  { bytes = 0, metadata = {} }: { bytes?: number; metadata?: Record<string, string> } = {},
) {
  const path = join(folder, `upload-${Math.random()}`);
  const content = Buffer.concat(pieces);
  await writeFile(path, content.subarray(0, bytes));
  const arriving = new Arrival({ path, totalBytes: content.length, bytes });
  const ticket = ingest.beginUpload('film.mp4', { arriving, metadata });
  const unsent = [...pieces];
  const send = async () => {
    const piece = unsent.shift() ?? Buffer.alloc(0);
    await appendFile(path, piece);
    arriving.grew(piece.length);
    ticket.received(arriving.bytes, content.length);
  };
  const complete = async () => {
    const whole = join(ticket.folder, 'original');
    await rename(path, whole);
    arriving.movedTo(whole);
    arriving.complete();
    await ticket.completed({ path: whole, sha256: sha256(content) });
  };
  return { ticket, arriving, send, complete };
}
