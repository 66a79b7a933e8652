import { readFile, writeFile } from 'node:fs/promises';
import t from 'tap';
import { ScriptedConverter } from './scripted-converter.js';
import { startIngest, upload } from './start-ingest.js';

/** Strips what is in brackets; "sealed" files cannot be stripped, "cursed" ones bring the stripper down. "plain" ones are blanked where they lie. */
class StrippingConverter extends ScriptedConverter {
  async findBlanking({ source }: { source: string }) {
    const content = await readFile(source, 'utf8');
    if (content.startsWith('baffling')) throw new Error('not to be read');
    if (!content.startsWith('plain')) return { possible: false as const, reason: 'it is knotty' };
    const blanked = content.replace(/\[.*\]/, (told) => ' '.repeat(told.length));
    return {
      possible: true as const,
      boxes: ['udta'],
      tracks: ['meta'],
      apply: async () => {
        if (content.includes('full')) throw new Error('no space left');
        if (this.running > 0) throw new Error('it is still being read');
        await writeFile(source, blanked);
      },
    };
  }

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

t.test('a film is blanked where it lies, when its frames are made, and the record says what', async (t) => {
  const { original, bytes, record } = await keep(t, 'plain film[54.3 N 10.1 E]');
  t.equal(original, 'plain film               ');
  t.equal(bytes, 25);
  t.match(record, { original: { metadata: 'stripped', blanked: { boxes: ['udta'], tracks: ['meta'] } } });
});

t.test('a film that cannot be blanked is copied without it, and the record says why', async (t) => {
  t.match((await keep(t, 'a film[54.3 N]')).record, {
    original: { metadata: 'stripped', copiedBecause: 'it is knotty' },
  });
  t.match(await keep(t, 'baffling film[54.3 N]'), {
    original: 'baffling film',
    record: { original: { metadata: 'stripped' } },
  });
});

t.test('what could not be written over stays, and the record says so', async (t) => {
  const { original, record } = await keep(t, 'plain and full film[54.3 N]');
  t.equal(original, 'plain and full film[54.3 N]');
  t.match(record, { original: { metadata: 'kept', reason: 'no space left' } });
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
