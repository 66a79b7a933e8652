import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentPages } from '../convert/pdf-pages.js';
import { clipIdOf, pageSha256 } from '../library/content-hash.js';
import type { Publication, StagedOriginal } from '../library/publish.js';
import { convertInto, makePoster, type StagedFrames } from './conversion.js';
import type { IngestRoom } from './ingest-room.js';
import type { Intake, Taken } from './intake.js';
import { prepareOriginal } from './kept-original.js';
import { isComplete, takeAsKnown } from './known-clip.js';
import { withinTime } from './time-limit.js';

interface Page {
  readonly number: number;
  readonly sha256: string;
  readonly clipId: string;
}

interface MadePage {
  readonly page: Page;
  /** The page as a picture. */
  readonly picture: string;
  readonly frames: StagedFrames;
}

/**
 * The way of a document: each of its pages becomes a clip, all of them in one step or none. The first page's clip is the document's own: it has
 * its hash, and keeps the whole of it; each further page has an identity from the hash and its number, and keeps its picture, so that any of
 * them may be removed. Pages that are in the library already are left alone.
 */
export async function takeInPages(room: IngestRoom, intake: Intake, document: DocumentPages): Promise<Taken> {
  const { job, file } = intake;
  const pages = Array.from({ length: document.count }, (_, index): Page => {
    const sha256 = pageSha256(file.sha256, index + 1);
    return { number: index + 1, sha256, clipId: clipIdOf(sha256) };
  });
  const missing = () => pages.filter(({ clipId }) => !isComplete(room, clipId, lookFor(room, intake, clipId)));
  const known = (): Taken => {
    for (const { clipId } of pages) takeAsKnown(room, clipId, file.look);
    return { clipId: clipIdOf(file.sha256), known: true };
  };
  job.enter('waiting');
  if (missing().length === 0) return known();
  return room.queue.run('wanted', job.signal, async (signal) => {
    // The same file may have been sent twice: by now the first is in.
    const wanted = missing();
    if (wanted.length === 0) return known();
    await file.beginAttempt({ pages: document.count });
    const made = await withinTime(room.maxConvertMs, signal, async (limited) => {
      const all: MadePage[] = [];
      for (const [index, page] of wanted.entries()) {
        all.push(await makePage(room, intake, document, { page, index, count: wanted.length }, limited));
      }
      return all;
    });
    job.enter('finishing');
    const publications: Publication[] = [];
    for (const one of made) publications.push(await publicationOf(room, intake, document, one, signal));
    const published = await room.library.publishTogether(publications);
    return {
      clipId: clipIdOf(file.sha256),
      known: published.every(({ known }) => known),
      notes: notesOf(document),
    };
  });
}

async function makePage(
  room: IngestRoom,
  intake: Intake,
  document: DocumentPages,
  { page, index, count }: { page: Page; index: number; count: number },
  signal: AbortSignal,
): Promise<MadePage> {
  const { job, staging } = intake;
  const picture = join(staging.folder, `page-${page.number}.png`);
  await rm(picture, { force: true });
  await document.render(page.number, picture, signal);
  const frames = await convertInto(
    {
      job,
      staging,
      source: picture,
      originalName: document.nameOf(page.number),
      plan: room.plans.planFor(lookFor(room, intake, page.clipId)),
      signal,
      page: { number: index + 1, count },
    },
    room.converter,
    room.log,
  );
  return { page, picture, frames };
}

async function publicationOf(
  room: IngestRoom,
  intake: Intake,
  document: DocumentPages,
  { page, picture, frames: { converted, rendition } }: MadePage,
  signal: AbortSignal,
): Promise<Publication> {
  const { staging, file } = intake;
  const title = document.nameOf(page.number);
  const poster = { zip: rendition.path, staging, signal, page: page.number };
  const posterPath = await makePoster(poster, room.converter, room.log);
  signal.throwIfAborted();
  const original: StagedOriginal =
    page.number === 1
      ? { ...(await (await prepareOriginal(room, intake, signal)).finish()), title }
      : { path: picture, sha256: page.sha256, bytes: (await stat(picture)).size, name: `${title}.png`, title };
  return { staging, original, rendition, posterPath, kind: converted.kind, look: file.look };
}

function lookFor({ library }: IngestRoom, { file }: Intake, clipId: string) {
  return file.look ?? library.clip(clipId)?.look;
}

function notesOf({ count, total }: DocumentPages): string[] {
  if (count === total) return [];
  return [`Only the first ${count} of its ${total} pages became clips; split the document and send the rest.`];
}
