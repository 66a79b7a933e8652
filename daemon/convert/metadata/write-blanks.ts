import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { FilmBlanks, Span } from './film-blanks.js';
import { ZEROS, zeroSpan } from './zero-span.js';

/** What is to be written over, in the file. */
export type Blanks = Pick<FilmBlanks, 'renamed' | 'zeroed'>;

/** Each piece of work on a file costs a turn of this thread, which is often busy; copying so much in memory costs less. */
const NEAR_BYTES = 64 << 10;
const MAX_BLOCK_BYTES = 1 << 20;

const FREE = Buffer.from('free', 'latin1');

interface Change extends Span {
  readonly content: Buffer;
}

/** Writes over what is to be blanked; changes that lie near each other in one piece. Rejects with Node's error, or the signal's reason. */
export async function writeBlanks(path: string, { renamed, zeroed }: Blanks, signal?: AbortSignal): Promise<void> {
  const isSmall = ({ begin, end }: Span) => end - begin <= NEAR_BYTES;
  const changes = [
    ...renamed.map((begin): Change => ({ begin, end: begin + FREE.length, content: FREE })),
    ...zeroed
      .filter(isSmall)
      .map(({ begin, end }): Change => ({ begin, end, content: ZEROS.subarray(0, end - begin) })),
  ];
  const file = await open(path, 'r+');
  try {
    for (const block of blocksOf(changes)) {
      signal?.throwIfAborted();
      await writeBlock(file, block);
    }
    for (const span of zeroed) if (!isSmall(span)) await zeroSpan(file, span, signal);
  } finally {
    await file.close();
  }
}

function blocksOf(changes: Change[]): Change[][] {
  const blocks: Change[][] = [];
  let first = Number.NEGATIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const change of changes.sort((a, b) => a.begin - b.begin)) {
    const isNear = change.begin - end <= NEAR_BYTES && change.end - first <= MAX_BLOCK_BYTES;
    if (isNear) blocks.at(-1)?.push(change);
    else {
      blocks.push([change]);
      first = change.begin;
    }
    end = Math.max(end, change.end);
  }
  return blocks;
}

async function writeBlock(file: FileHandle, changes: readonly Change[]): Promise<void> {
  const begin = changes[0]?.begin ?? 0;
  const end = Math.max(...changes.map((change) => change.end));
  const block = Buffer.allocUnsafe(end - begin);
  const { bytesRead } = await file.read(block, 0, block.length, begin);
  for (const { begin: at, content } of changes) content.copy(block, at - begin);
  for (let done = 0; done < bytesRead; ) {
    done += (await file.write(block, done, bytesRead - done, begin + done)).bytesWritten;
  }
}
