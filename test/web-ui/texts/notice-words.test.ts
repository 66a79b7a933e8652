import t from 'tap';
import { NOTICE_SENTENCES, notice, say } from '../../../daemon/protocol/notice-sentences.js';
import { Notice } from '../../../daemon/protocol/state.js';
import { importPageModule } from '../page-module.js';
import { germanOf } from './german-of.js';

const { noticeTexts } =
  await importPageModule<typeof import('../../../web-ui/src/texts/de/notices.js')>('texts/de/notices.ts');
const { noticeWords } =
  await importPageModule<typeof import('../../../web-ui/src/texts/notice-words.js')>('texts/notice-words.ts');

const FULL = notice('warning', say('disk-reserve', { freeMb: 12, reserveMb: 200 }));
const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

t.test('every sentence of a notice is there in German, with the same values filled in', (t) => {
  t.same(Object.keys(noticeTexts).sort(), Object.keys(NOTICE_SENTENCES).sort());
  for (const [name, english] of Object.entries(NOTICE_SENTENCES)) {
    t.same(namesIn(noticeTexts[name as keyof typeof noticeTexts]), namesIn(english), name);
  }
  t.end();
});

t.test('the daemon says them in English, and how they are called', (t) => {
  t.match(FULL.message, /^The disk is nearly full: 12 MB are free, and 200 MB stay so\./);
  t.same(Notice.parse(FULL), FULL, 'over the wire');
  const lines = notice('info', say('mended'), 'A clip is gone.');
  t.equal(lines.message, 'The library was mended at the start.\nA clip is gone.');
  t.end();
});

t.test('the page says them in its language, and in the words of the daemon what it does not know', (t) => {
  const german = germanOf('notices', noticeTexts);
  t.equal(noticeWords(FULL), FULL.message, 'before its words are loaded');
  t.match(noticeWords(FULL, german), /^Der Speicher ist fast voll: 12 MB sind frei, und 200 MB bleiben es\./);
  t.equal(
    noticeWords(notice('warning', say('mended'), 'A clip is gone.'), german),
    'Die Bibliothek wurde beim Start ausgebessert.\nA clip is gone.',
  );
  t.equal(noticeWords({ message: 'New.', sentences: [{ name: 'of-a-later-framed' }] }, german), 'New.');
  t.equal(noticeWords({ message: 'Plain.' }, german), 'Plain.');
  t.end();
});
