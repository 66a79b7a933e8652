import fc from 'fast-check';
import t from 'tap';
import { decodeConfig } from '../../../daemon/config/decode-config.js';
import { formatFaults } from '../../../daemon/config/fault.js';
import { Config } from '../../../daemon/config/schema.js';

function said(text: string): string[] {
  const decoded = decodeConfig(text);
  return decoded.ok ? [] : formatFaults('c.yaml', decoded.faults).split('\n');
}

t.test('what keeps a file from being YAML is said in words, with its place', (t) => {
  const cases: [text: string, words: RegExp][] = [
    ['http:\n\tport: 80\n', /^c\.yaml:2:\d+: .*tab/],
    ['name: a\nhttp: {}\nname: b\n', /^c\.yaml:3:1: name is there twice: keep one of them/],
    ['name: "a\n', /^c\.yaml:\d+:\d+: .*(quote|closing)/i],
    ['http:\n  port: 80\n host: x\n', /^c\.yaml:3:\d+: /],
    ['name: a\n---\nname: b\n', /^c\.yaml:2:1: a second document begins/],
    [
      `a: &a [x,x]\n${'bcdefghij'
        .split('')
        .map((key, i) => `${key}: &${key} [${`*${'abcdefghi'[i]},`.repeat(9)}]`)
        .join('\n')}`,
      /aliases/,
    ],
    [`a: ${'['.repeat(20_000)}`, /within sections too deeply/],
    [`a: ${'{a: '.repeat(20_000)}`, /within sections too deeply/],
    [`${'- '.repeat(20_000)}x`, /within sections too deeply/],
    [Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'), /within sections too deeply/],
  ];
  for (const [text, words] of cases) t.match(said(text)[0], words);
  t.end();
});

t.test('a section of which nothing but comments is left sets nothing', (t) => {
  t.same(said('display:\n  # brightness: 40\n  virtual:\nlibrary:\n'), []);
  t.match(
    said('name:\n')[0],
    /^c\.yaml:1:6: name is empty: it must be a text of 1 to 60 characters; for the default, leave the line out/,
  );
  t.end();
});

t.test('what YAML takes for a number and was meant as text is shown with its quotes', (t) => {
  t.match(said('name: 1234\n'), [
    'c.yaml:1:7: name is 1234: it must be a text of 1 to 60 characters, in quotes: "1234"',
  ]);
  t.end();
});

t.test('of alternatives, the one that was meant is told', (t) => {
  t.match(
    said('display: { backlight: { kind: gpio } }\n')[0],
    /display\.backlight\.line is missing: it must be a whole number from 0 to 53/,
  );
  t.match(
    said('display: { backlight: { kind: gpoi } }\n')[0],
    /display\.backlight\.kind is "gpoi": it must be auto|"auto"/,
  );
  t.match(
    said('display: { backlight: { kind: gpio, line: 5, lnie: 6 } }\n')[0],
    /display\.backlight\.lnie is not a key/,
  );
  t.end();
});

t.test('a key cannot forge a line of the log', (t) => {
  t.notMatch(said('"a\\nerror: forged": 1\n').join('|'), /\|error/);
  t.end();
});

t.test('whatever is in a file, it is a configuration or said to be none, and never an exception', (t) => {
  const line = fc.oneof(
    fc.constantFrom(...Object.keys(Config.shape).map((key) => `${key}:`)),
    fc.constantFrom(
      '  port: 80',
      '  - x',
      '\t- y',
      '# z',
      '---',
      '...',
      '&a',
      '*a',
      '<<: *a',
      '? [a]',
      '!!binary x',
      '{',
      '__proto__: 1',
      '  constructor: { prototype: 1 }',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const decoded = decodeConfig(lines.join('\n'));
      return decoded.ok || decoded.faults.length > 0;
    }),
    { numRuns: 500 },
  );
  t.end();
});
