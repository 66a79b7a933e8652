import { readFileSync, statSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import t from 'tap';
import { FontMetrics } from '../../../daemon/status-screens/font-metrics.js';
import { TEXTS, type Texts } from '../../../daemon/status-screens/texts.js';
import {
  ASCENT_EM,
  DESCENT_EM,
  type Face,
  FONT_FAMILIES,
  FONT_FILES,
  textWidth,
  writable,
} from '../../../daemon/status-screens/typeface.js';

const FACES: readonly Face[] = ['medium', 'bold'];

t.test('the fonts are small enough to be shipped', (t) => {
  const bytes = FACES.reduce((sum, face) => sum + statSync(FONT_FILES[face]).size, 0);
  t.ok(bytes < 150_000, `${bytes} bytes`);
  t.end();
});

t.test('no letter is drawn higher or deeper than layout takes it to be, nor wider', (t) => {
  for (const face of FACES) {
    const font = new FontMetrics(readFileSync(FONT_FILES[face]));
    const wrong: string[] = [];
    for (let code = 0x21; code < 0x2200; code++) {
      if (!font.has(code)) continue;
      const letter = String.fromCodePoint(code);
      const { top, bottom, right } = ink(letter, face);
      // î and Ĵ lean out of their advance: by a pixel, in ordinary sizes.
      const isWider = right > textWidth(letter, face, 1) + 0.1;
      if (top > ASCENT_EM || bottom > DESCENT_EM || isWider) wrong.push(`${letter} ${top} ${bottom} ${right}`);
    }
    t.same(wrong, []);
  }
  t.end();
});

t.test('a text is as wide as it is measured', (t) => {
  for (const face of FACES) {
    const text = 'AVATAR Übertragung läuft, 192.168.178.123:8080 fi ffl';
    const drawn = ink(text, face).right;
    t.ok(Math.abs(drawn - textWidth(text, face, 1)) < 0.1, `${drawn} em`);
  }
  t.end();
});

t.test('what the fonts cannot write becomes a box, and marks of line ends stay', (t) => {
  t.equal(writable('Küche\t電 ok'), 'Küche □ ok');
  t.equal(writable('u\u0308ber'), 'über');
  t.equal(writable('Unter\u00adspannung\u200b:1'), 'Unter\u00adspannung\u200b:1');
  t.end();
});

t.test('the fonts have every letter of every text', (t) => {
  for (const text of Object.values(TEXTS).flatMap(sentencesOf)) t.notMatch(writable(text), /□/, text);
  t.end();
});

t.test('German quotes, dashes and the Euro are there, and the letters of its neighbours', (t) => {
  t.notMatch(writable('ÄÖÜäöüßẞ„“”–—…€ çéèêñøåčěšžýůłńśźżőűğışțăđ'), /□/);
  t.end();
});

function sentencesOf(texts: Texts): string[] {
  const flat = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'function') return [String(value(42))];
    return Object.values(value as object).flatMap(flat);
  };
  return flat(texts);
}

/** What a text reaches in em, as it is drawn: above and below the baseline, and to the right. */
function ink(text: string, face: Face): { top: number; bottom: number; right: number } {
  const [size, baseline] = [100, 200];
  const weight = face === 'bold' ? 700 : 500;
  const escaped = text.replace(/[&<]/g, (letter) => (letter === '&' ? '&amp;' : '&lt;'));
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="400">` +
    `<text x="0" y="${baseline}" font-family="${FONT_FAMILIES[face]}" font-weight="${weight}" font-size="${size}">${escaped}</text></svg>`;
  const font = { loadSystemFonts: false, fontFiles: Object.values(FONT_FILES) };
  const box = new Resvg(svg, { font }).innerBBox();
  if (box === undefined) return { top: 0, bottom: 0, right: 0 };
  return {
    top: (baseline - box.y) / size,
    bottom: (box.y + box.height - baseline) / size,
    right: (box.x + box.width) / size,
  };
}
