import { readFile, writeFile } from 'node:fs/promises';
import t, { type Test } from 'tap';
import type { ClipConverter } from '../../../daemon/ingest/clip-converter.js';
import { DiskReserve } from '../../../daemon/ingest/disk-reserve.js';
import type { IngestOptions } from '../../../daemon/ingest/ingest-options.js';
import type { Library } from '../../../daemon/library/library.js';
import { filesOnDisk } from '../library/files-on-disk.js';
import { startIngest, upload } from './start-ingest.js';

async function untilLooked(library: Library, id: string): Promise<void> {
  while (library.clip(id)?.watching === undefined)
    await new Promise<void>((resolve) => {
      const stop = library.on('change', () => {
        stop();
        resolve();
      });
    });
}

async function startWithCopies(t: Test, options: Partial<IngestOptions> & { root?: string } = {}) {
  const started = await startIngest(t, options);
  const looked: string[] = [];
  const converter: ClipConverter = started.converter;
  converter.watchCopy = async ({ source, output, allows }) => {
    const content = await readFile(source, 'utf8');
    looked.push(content);
    if (content.startsWith('phone')) return { playsOriginal: true, copied: false };
    if (!allows(1000)) return undefined;
    await writeFile(output, `copy of ${content}`, { flag: 'wx' });
    return { playsOriginal: false, copied: true };
  };
  const send = async (content: string) => {
    const { job } = await upload(started.ingest, content);
    return (await started.jobs.ended(job.id)).clipId ?? '';
  };
  return { ...started, looked, send };
}

t.test('after its conversion a video that browsers may not play gets a small copy', async (t) => {
  const { root, ingest, library, send } = await startWithCopies(t);
  const id = await send('an old film');
  await untilLooked(library, id);
  t.equal(await readFile(library.watching(id)?.copy?.path ?? '', 'utf8'), 'copy of an old film');
  await ingest.stop();
  t.ok((await filesOnDisk(root)).includes('staging/'), 'nothing is left of the work');
});

t.test('one that plays as it is gets none, and is looked at once', async (t) => {
  const first = await startWithCopies(t);
  const id = await first.send('phone film');
  await untilLooked(first.library, id);
  t.same(first.library.clip(id)?.watching, { original: true });
  await first.ingest.stop();
  await first.library.close();
  const { ingest, looked, send, library } = await startWithCopies(t, { root: first.root });
  ingest.renderMissing([id]);
  await untilLooked(library, await send('another film'));
  t.same(looked, ['another film']);
});

t.test('where there is little room there is no copy, and the next start asks again', async (t) => {
  let free = 1500;
  const reserve = new DiskReserve({ keepFreeBytes: 400 }, { freeBytes: () => free, libraryBytes: () => 0 });
  const first = await startWithCopies(t, { reserve });
  const id = await first.send('an old film');
  await untilLooked(first.library, await first.send('phone film'));
  t.equal(first.library.clip(id)?.watching, undefined);
  await first.ingest.stop();
  await first.library.close();
  free = 10_000;
  const { ingest, library } = await startWithCopies(t, { root: first.root, reserve });
  ingest.renderMissing([id]);
  await untilLooked(library, id);
  t.ok(library.watching(id)?.copy);
});
