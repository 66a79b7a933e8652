import type { DocumentPages } from '../convert/pdf-pages.js';
import type { IngestRoom } from './ingest-room.js';

/**
 * The pages of a document that has several; undefined where the file is something else, has one page, or cannot be read: converting it says
 * why. Rejects when aborted.
 */
export async function severalPages(
  { converter }: IngestRoom,
  job: { source: string; originalName: string; signal: AbortSignal },
): Promise<DocumentPages | undefined> {
  try {
    const pages = await converter.pages?.(job);
    return pages !== undefined && pages.total > 1 ? pages : undefined;
  } catch {
    job.signal.throwIfAborted();
    return undefined;
  }
}
