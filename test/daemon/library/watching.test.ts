import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import type { Library } from '../../../daemon/library/library.js';
import { filesOnDisk, findViolations } from './files-on-disk.js';
import { openTestLibrary, PLAN_A, previewClip, publishClip } from './staged-clips.js';

async function giveCopy(library: Library, clipId: string, content: string) {
  const staging = library.createStaging();
  const path = join(staging.folder, 'copy.mp4');
  await writeFile(path, content);
  try {
    await library.setWatching(clipId, { playsOriginal: false, copy: { staging, path } });
  } finally {
    await staging.discard();
  }
}

t.test('a video is known to play as it is, or has a small copy, which goes with it', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library);
  await previewClip(library, clip.id);
  t.equal(library.clip(clip.id)?.watching, undefined);
  await library.setWatching(clip.id, { playsOriginal: true });
  t.same(library.clip(clip.id)?.watching, { original: true });
  t.same(library.copies(), []);

  await giveCopy(library, clip.id, 'a copy');
  await giveCopy(library, clip.id, 'another copy');
  const { copy } = library.clip(clip.id)?.watching ?? {};
  t.match(copy, { version: /^[0-9a-f]{16}$/, bytes: 12 });
  t.equal(await readFile(library.watching(clip.id)?.copy?.path ?? '', 'utf8'), 'another copy');
  t.same(library.copies(), [{ clipId: clip.id, bytes: 12 }]);
  t.equal(library.previewBytes(), 'it moves'.length + 12);
  t.equal(library.bytes(), clip.originalBytes + clip.renditionBytes + library.previewBytes());
  t.same(await findViolations(root, library, [PLAN_A]), []);

  await library.remove(clip.id);
  t.same(await filesOnDisk(root), ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/']);
});

t.test('a copy that was given up is as if nobody had looked', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library);
  await giveCopy(library, clip.id, 'a copy');
  await library.removeCopy(clip.id);
  await library.removeCopy(clip.id);
  t.same(library.clip(clip.id), clip);
  t.same(await findViolations(root, library, [PLAN_A]), []);
});

t.test('a copy is found again at the start; one that is gone is forgotten, and a stranger swept', async (t) => {
  const root = t.testdir();
  const first = await openTestLibrary(t, { root });
  const { clip } = await publishClip(first);
  await giveCopy(first, clip.id, 'a copy');
  const { watching } = first.clip(clip.id) ?? {};
  await first.close();
  await writeFile(join(root, 'previews', `${'0'.repeat(32)}-${'1'.repeat(16)}.mp4`), 'nobody knows me');

  const second = await openTestLibrary(t, { root });
  t.same(second.clip(clip.id)?.watching, watching);
  t.match(second.report.findings, [{ code: 'stray-removed' }]);
  const { path = '' } = second.watching(clip.id)?.copy ?? {};
  await second.close();
  await rm(path);
  const third = await openTestLibrary(t, { root });
  t.same(third.report.findings, []);
  t.equal(third.clip(clip.id)?.watching, undefined);
});
