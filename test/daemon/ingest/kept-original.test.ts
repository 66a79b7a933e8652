import { readFile, writeFile } from 'node:fs/promises';
import t from 'tap';
import { ScriptedConverter } from './scripted-converter.js';
import { startIngest, upload } from './start-ingest.js';

/** Strips what is in brackets; "sealed" files cannot be stripped, "cursed" ones bring the stripper down. */
class StrippingConverter extends ScriptedConverter {
  override async stripMetadata({ source, output }: { source: string; output: string }) {
    const content = await readFile(source, 'utf8');
    if (content.startsWith('sealed')) return { stripped: false as const, reason: 'It is sealed.' };
    if (content.startsWith('cursed')) throw new Error('a fault');
    const stripped = content.replace(/\[.*\]/, '');
    await writeFile(output, stripped);
    return { stripped: true as const, bytes: stripped.length };
  }
}

const start = (t: Parameters<typeof startIngest>[0], stripsMetadata: boolean) =>
  startIngest(t, { converter: new StrippingConverter(), stripsMetadata });

async function keep(t: Parameters<typeof startIngest>[0], content: string, stripsMetadata = true) {
  const { library, jobs, ingest } = await start(t, stripsMetadata);
  const { clipId = '' } = await jobs.ended((await upload(ingest, content)).job.id);
  const again = await jobs.ended((await upload(ingest, content)).job.id);
  t.match(again, { stage: 'ready', known: true, clipId }, 'what was sent is known again');
  const original = await readFile(library.originalPath(clipId) ?? '', 'utf8');
  return { original, bytes: library.clip(clipId)?.originalBytes, record: library.conversionRecord(clipId) };
}

t.test('an original is kept without its location, and is known by what was sent', async (t) => {
  const { original, bytes, record } = await keep(t, 'a film[54.3 N 10.1 E]');
  t.equal(original, 'a film');
  t.equal(bytes, 6);
  t.match(record, { original: { metadata: 'stripped' } });
});

t.test('what cannot be stripped is kept as it was sent, and says so', async (t) => {
  const sealed = await keep(t, 'sealed film[54.3 N]');
  t.equal(sealed.original, 'sealed film[54.3 N]');
  t.match(sealed.record, { original: { metadata: 'kept', reason: 'It is sealed.' } });
  t.match((await keep(t, 'cursed film')).record, { original: { metadata: 'kept', reason: 'a fault' } });
});

t.test('where the configuration wants it, everything is kept', async (t) => {
  t.equal((await keep(t, 'a film[54.3 N]', false)).original, 'a film[54.3 N]');
});
