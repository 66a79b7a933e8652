import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Test } from 'tap';
import { systemClock } from '../../../daemon/clock.js';
import type { Library } from '../../../daemon/library/library.js';
import { type LibraryOptions, openLibrary } from '../../../daemon/library/open-library.js';
import type { Publication } from '../../../daemon/library/publish.js';
import { silentLog } from '../../../daemon/log.js';

export const PLAN_A = 'aaaaaaaaaaaaaaaa';
export const SMALL = { width: 32, height: 24 };
export const PLAN_B = 'bbbbbbbbbbbbbbbb';

/** A library that is closed when the test ends. */
export async function openTestLibrary(t: Test, options: Pick<LibraryOptions, 'root'> & Partial<LibraryOptions>) {
  const library = await openLibrary({ clock: systemClock, log: silentLog, ...options });
  t.teardown(() => library.close());
  return library;
}

export interface StagedClip {
  content?: string | Buffer;
  name?: string;
  planKey?: string;
  poster?: boolean;
  posterContent?: string;
  /** Of the frames. */
  size?: { width: number; height: number };
}

/** What ingest hands to publish: real files in a real staging folder. The library does not look into them, so their content is free. */
export async function stageClip(library: Library, clip: StagedClip = {}): Promise<Publication> {
  const { content = 'a clip', name = 'clip.mp4', planKey = PLAN_A, size = SMALL } = clip;
  const { poster = true, posterContent = 'a poster' } = clip;
  const staging = library.createStaging();
  const original = join(staging.folder, 'original');
  const rendition = join(staging.folder, 'rendition.zip');
  const posterPath = join(staging.folder, 'poster.jpg');
  const frames = `frames of ${content.length} bytes for ${planKey}`;
  await writeFile(original, content);
  await writeFile(rendition, frames);
  if (poster) await writeFile(posterPath, posterContent);
  return {
    staging,
    original: { path: original, sha256: sha256(content), bytes: Buffer.byteLength(content), name },
    rendition: {
      path: rendition,
      planKey,
      frames: 12,
      durationMs: 480,
      bytes: frames.length,
      ...size,
      startMs: 0,
      speed: 1,
    },
    posterPath: poster ? posterPath : undefined,
    kind: 'video',
  };
}

/** Stages, publishes and clears up, as ingest does. */
export async function publishClip(library: Library, clip?: StagedClip) {
  const publication = await stageClip(library, clip);
  try {
    return await library.publish(publication);
  } finally {
    await publication.staging.discard();
  }
}

/** Makes a moving preview of a clip, and clears up, as ingest does. */
export async function previewClip(library: Library, clipId: string, content = 'it moves', planKey = PLAN_A) {
  const staging = library.createStaging();
  const path = join(staging.folder, 'preview');
  await writeFile(path, content);
  try {
    await library.setPreview(clipId, { staging, path, format: 'webp', planKey });
  } finally {
    await staging.discard();
  }
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
