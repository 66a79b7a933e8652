import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { DiskReserve } from '../../../daemon/ingest/disk-reserve.js';
import { SpareRoom } from '../../../daemon/ingest/spare-room.js';
import { silentLog } from '../../../daemon/log.js';
import { openTestLibrary, publishClip } from '../library/staged-clips.js';

const COPY_BYTES = 1000;

/** A library with a video and its copy, and a discarded clip. */
async function setUp(t: Test) {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip: video } = await publishClip(library, { content: 'a video' });
  const { clip: discarded } = await publishClip(library, { content: 'discarded' });
  const staging = library.createStaging();
  const path = join(staging.folder, 'copy');
  await writeFile(path, 'c'.repeat(COPY_BYTES));
  await library.setWatching(video.id, { playsOriginal: false, copy: { staging, path } });
  await staging.discard();
  library.discard([discarded.id]);
  return { library, video, discarded, spare: new SpareRoom(library, silentLog) };
}

t.test('copies are given up first, then what was thrown away, and never a clip', async (t) => {
  const { library, video, discarded, spare } = await setUp(t);
  t.equal(spare.bytes(), COPY_BYTES + discarded.originalBytes + discarded.renditionBytes);
  await spare.give(0);
  t.equal(library.copies().length, 1);
  await spare.give(10);
  t.same(library.copies(), []);
  t.equal(library.discardedClips().length, 1);
  await spare.give(1e9);
  t.same(library.discardedClips(), []);
  t.same(library.clips(), [video]);
  t.equal(spare.bytes(), 0);
});

t.test('a file that fits only without them is taken, and they go for it', async (t) => {
  const { library, spare } = await setUp(t);
  const given: Promise<void>[] = [];
  const free = () => 2000 - library.bytes();
  const reserve = new DiskReserve(
    { keepFreeBytes: 100, maxLibraryBytes: 1e9 },
    {
      freeBytes: free,
      libraryBytes: () => library.bytes(),
      spareBytes: () => spare.bytes(),
      giveUp: (bytes) => given.push(spare.give(bytes)),
    },
  );
  reserve.check(100);
  t.same(given, [], 'there was room');
  reserve.check(1500);
  await Promise.all(given);
  t.same(library.copies(), []);
  t.ok(free() - 1500 >= 100);
  t.throws(() => reserve.check(3000), { code: 'disk-reserve' });
});
