import t from 'tap';
import { measureText, type WrapOptions, wrapText } from '../../../daemon/status-screens/wrap-text.js';

/** Every letter is one pixel wide. */
const wrap = (text: string, room: number, more: Partial<WrapOptions> = {}) =>
  wrapText(
    measureText(text, () => 1),
    { size: 1, roomAt: () => room, maxLines: 10, ...more },
  );

t.test('lines end at spaces, and are as long as fits', (t) => {
  t.same(wrap('one two three', 8), { lines: ['one two', 'three'], isBroken: false, isCut: false });
  t.same(wrap('one two', 7)?.lines, ['one two']);
  t.end();
});

t.test('an address is broken before its port rather than elsewhere', (t) => {
  t.same(wrap('10.0.0.7\u200b:8080', 13)?.lines, ['10.0.0.7:8080']);
  t.same(wrap('10.0.0.7\u200b:8080', 10), { lines: ['10.0.0.7', ':8080'], isBroken: false, isCut: false });
  t.end();
});

t.test('a word that is too long is broken at its soft hyphens, an address after its punctuation', (t) => {
  t.same(wrap('Unter\u00adspannung', 9), { lines: ['Unter-', 'spannung'], isBroken: true, isCut: false });
  t.same(wrap('Unter\u00adspannung', 20)?.lines, ['Unterspannung']);
  t.same(wrap('/etc/framed/config.yaml', 12)?.lines, ['/etc/framed/', 'config.yaml']);
  t.end();
});

t.test('what has no such place is broken anywhere', (t) => {
  t.same(wrap('WWWWWWW', 3), { lines: ['WWW', 'WWW', 'W'], isBroken: true, isCut: false });
  t.end();
});

t.test('what goes beyond the lines there are is cut off, and says so', (t) => {
  t.same(wrap('one two three four', 8, { maxLines: 2 }), {
    lines: ['one two', 'three f…'],
    isBroken: false,
    isCut: true,
  });
  t.end();
});

t.test('each line may have another width', (t) => {
  t.same(wrap('a bb ccc dddd', 0, { roomAt: (index) => [1, 6, 4][index] ?? 0 })?.lines, ['a', 'bb ccc', 'dddd']);
  t.end();
});

t.test('where not one letter fits, nothing does', (t) => {
  t.equal(wrap('one', 0), undefined);
  t.end();
});
