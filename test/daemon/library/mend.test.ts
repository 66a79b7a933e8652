import { mkdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import t, { type Test } from 'tap';
import type { Library } from '../../../daemon/library/library.js';
import { filesOnDisk } from './files-on-disk.js';
import { openTestLibrary, PLAN_A, publishClip } from './staged-clips.js';

/** Publishes one clip, lets `harm` be done to the closed library, opens it again. */
async function reopenAfter(t: Test, harm: (paths: Paths, root: string) => Promise<unknown>) {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library);
  const paths = pathsOf(library, clip.id);
  await library.close();
  await harm(paths, root);
  const again = await openTestLibrary(t, { root });
  return { root, clip, paths, library: again, codes: again.report.findings.map(({ code }) => code) };
}

type Paths = { original: string; rendition: string; poster: string };

function pathsOf(library: Library, id: string): Paths {
  return {
    original: library.originalPath(id) ?? '',
    rendition: library.renditionPath(id, PLAN_A) ?? '',
    poster: library.posterPath(id) ?? '',
  };
}

t.test('what was in staging is swept', async (t) => {
  const { root, codes } = await reopenAfter(t, async (_paths, root) => {
    await mkdir(`${root}/staging/0000/inside`, { recursive: true });
    await writeFile(`${root}/staging/0000/inside/half`, 'half a clip');
    await writeFile(`${root}/staging/loose`, '');
  });
  t.same(codes, ['staging-swept']);
  t.ok((await filesOnDisk(root)).includes('staging/'));
});

t.test(
  'a clip whose original is missing stays and plays, is said once, and is whole again when the file is sent again',
  async (t) => {
    const { root, clip, paths, library, codes } = await reopenAfter(t, ({ original }) => rm(original));
    t.same(codes, ['original-lost']);
    t.equal(library.originalPath(clip.id), undefined);
    t.equal(library.renditionPath(clip.id, PLAN_A), paths.rendition);
    t.same(library.clips(), [clip]);
    await library.close();

    const later = await openTestLibrary(t, { root });
    t.same(later.report.findings, []);
    const { known } = await publishClip(later);
    t.equal(known, true);
    t.equal(later.originalPath(clip.id), paths.original);
    t.equal(await readFile(paths.original, 'utf8'), 'a clip');
  },
);

t.test('a missing original that is put back by hand is found, if it is that file', async (t) => {
  const { root, clip, paths, library } = await reopenAfter(t, ({ original }) => rename(original, `${original}.away`));
  t.match(
    library.report.findings.map(({ code }) => code),
    ['original-lost', 'original-recovered'],
  );
  await library.close();
  await writeFile(paths.original, 'a clop');
  const wrong = await openTestLibrary(t, { root });
  t.same(
    wrong.report.findings.map(({ code }) => code),
    ['original-recovered'],
    'another file of the same name and length is not taken for it',
  );
  await wrong.close();
  await writeFile(paths.original, 'a clip');
  const right = await openTestLibrary(t, { root });
  t.match(right.report.findings, [{ code: 'original-found', clipId: clip.id }]);
  t.equal(right.originalPath(clip.id), paths.original);
});

t.test('a cut-off original is set aside, not trusted and not thrown away', async (t) => {
  const { root, clip, codes } = await reopenAfter(t, ({ original }) => truncate(original, 3));
  t.same(codes, ['original-lost', 'original-recovered']);
  t.ok((await filesOnDisk(root)).includes(`recovered/${clip.id}.bin`));
});

t.test('missing or cut-off frames are forgotten, so that they are converted again', async (t) => {
  const harms = [({ rendition }: Paths) => rm(rendition), ({ rendition }: Paths) => truncate(rendition, 3)];
  for (const harm of harms) {
    const { root, clip, library, codes } = await reopenAfter(t, harm);
    t.equal(codes[0], 'rendition-lost');
    t.equal(library.renditionPath(clip.id, PLAN_A), undefined);
    t.same(library.clips(), [{ ...clip, renditionBytes: 0 }], 'the clip stays, with what is known of it');
    t.notOk((await filesOnDisk(root)).some((path) => path.endsWith('.zip')));
    await library.close();
  }
});

t.test('a clip with neither original nor frames is removed and said', async (t) => {
  const { root, clip, library } = await reopenAfter(t, async ({ original, rendition }) => {
    await rm(original);
    await rm(rendition);
  });
  t.match(library.report.findings, [
    { code: 'clip-lost', clipId: clip.id, message: 'clip.mp4' },
    { code: 'stray-removed' },
    { code: 'stray-removed' },
  ]);
  t.same(library.clips(), []);
  t.same(await filesOnDisk(root), ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/']);
});

t.test('a missing poster costs the poster', async (t) => {
  const { clip, library, codes } = await reopenAfter(t, ({ poster }) => rm(poster));
  t.same(codes, ['poster-lost']);
  t.equal(library.posterPath(clip.id), undefined);
});

t.test(
  'derived files without a clip are deleted, originals are kept apart, and one never replaces another',
  async (t) => {
    const stray = 'f'.repeat(32);
    const { root, clip, library } = await reopenAfter(t, async (_paths, root) => {
      await mkdir(`${root}/renditions/${stray}`);
      await mkdir(`${root}/recovered`);
      await writeFile(`${root}/renditions/${stray}/${PLAN_A}.zip`, 'frames of nobody');
      await writeFile(`${root}/posters/${stray}.jpg`, 'poster of nobody');
      await writeFile(`${root}/originals/${stray}.mp4`, 'a precious film');
      await writeFile(`${root}/recovered/${stray}.mp4`, 'another precious film');
    });
    t.same(await filesOnDisk(root), [
      `originals/${clip.id}.bin`,
      `posters/${clip.id}.jpg`,
      'previews/',
      `recovered/${stray}.mp4`,
      `recovered/${stray}.mp4.1`,
      `renditions/${clip.id}/${PLAN_A}.zip`,
      'staging/',
    ]);
    t.equal(await readFile(`${root}/recovered/${stray}.mp4.1`, 'utf8'), 'a precious film');
    t.same(library.clips(), [clip]);
  },
);

t.test('mending that fails is reported and leaves the library open', async (t) => {
  const { library } = await reopenAfter(t, async (_paths, root) => {
    await writeFile(`${root}/originals/stray`, 'a precious film');
    await writeFile(`${root}/recovered`, 'a file where the folder should be');
  });
  t.match(library.report.findings, [{ code: 'not-mended' }]);
  t.equal(library.clips().length, 1);
});
