import fc from 'fast-check';
import t from 'tap';
import { parse, stringify } from 'yaml';
import { changeValue, editYaml } from '../../../daemon/config/yaml-edit.js';

const FILE = `# Kitchen.

name: 'The "frame"'   # on the fridge
http:
  port: 8080 # free

  # Names.
  hosts:
    # at home
    - frame.lan
    - "frame.example"   # out there
panel:
  # offset: { x: 0, y: 80 }    # where it is shifted

  name: x
library: {}
display:
  virtual:
    # bus_mhz: 40
  spi: { mhz: 40, dc: 5 }   # wires
last: 1`;

t.test('a value takes the place of another, and not a letter else changes', (t) => {
  t.equal(editYaml(FILE, { 'http.port': 81 }), FILE.replace('8080', '81'));
  t.equal(editYaml(FILE, { name: 'My frame' }), FILE.replace(`'The "frame"'`, `'My frame'`));
  t.equal(editYaml(FILE, { name: "It's" }), FILE.replace(`'The "frame"'`, `"It's"`));
  t.equal(editYaml(FILE, { 'panel.name': '8080' }), FILE.replace('name: x', 'name: "8080"'));
  t.equal(editYaml(FILE, { 'display.spi.mhz': 62.5 }), FILE.replace('mhz: 40,', 'mhz: 62.5,'));
  t.equal(editYaml(FILE, { 'http.hosts.1': 'b.lan' }), FILE.replace('frame.example', 'b.lan'));
  t.equal(editYaml(FILE, { last: 'two' }), FILE.replace('last: 1', 'last: two'));
  t.equal(editYaml(FILE, { 'http.port': 8080 }), FILE);
  t.end();
});

t.test('a new key goes below the comment that shows it, else to the end of its section', (t) => {
  const offset = '  # offset: { x: 0, y: 80 }    # where it is shifted\n';
  t.equal(
    editYaml(FILE, { 'panel.offset': { x: 1, y: 2 } }),
    FILE.replace(offset, `${offset}  offset:\n    x: 1\n    y: 2\n`),
  );
  t.equal(
    editYaml(FILE, { 'display.virtual.bus_mhz': 16 }),
    FILE.replace('# bus_mhz: 40\n', '# bus_mhz: 40\n    bus_mhz: 16\n'),
  );
  t.equal(editYaml(FILE, { 'panel.rotation': 90 }), FILE.replace('name: x\n', 'name: x\n  rotation: 90\n'));
  t.equal(editYaml(FILE, { 'library.max_mb': 5 }), FILE.replace('library: {}', 'library: { max_mb: 5 }'));
  t.equal(editYaml(FILE, { 'display.spi.reset': 7 }), FILE.replace('dc: 5 }', 'dc: 5, reset: 7 }'));
  t.equal(editYaml(FILE, { 'playback.still_seconds': 3 }), `${FILE}\nplayback:\n  still_seconds: 3\n`);
  t.equal(editYaml('', { 'a.b': 1 }), 'a:\n  b: 1\n');
  t.equal(editYaml('# nothing yet\n', { a: [1, 'x'] }), '# nothing yet\na: [1, x]\n');
  t.equal(editYaml('---\n# nothing yet', { a: true }), '---\n# nothing yet\na: true\n');
  t.end();
});

t.test('a key that is taken out takes its line along, and leaves the comments above', (t) => {
  t.equal(editYaml(FILE, { 'http.port': null }), FILE.replace('  port: 8080 # free\n', ''));
  t.equal(editYaml(FILE, { 'panel.name': null }), FILE.replace('  name: x\n', ''));
  t.equal(editYaml(FILE, { 'display.spi.mhz': null }), FILE.replace('{ mhz: 40, dc: 5 }', '{ dc: 5 }'));
  t.equal(editYaml(FILE, { nothing: null, 'a.b.c': null }), FILE);
  t.equal(editYaml(FILE, { last: null }), FILE.replace('last: 1', ''));
  t.end();
});

t.test('the items of a list that stay keep their lines and comments', (t) => {
  const hosts = (list: string[]) => editYaml(FILE, { 'http.hosts': list });
  t.equal(hosts(['frame.example']), FILE.replace('    # at home\n    - frame.lan\n', '    # at home\n'));
  t.equal(
    hosts(['frame.lan', 'new.lan', 'frame.example']),
    FILE.replace('- frame.lan\n', '- frame.lan\n    - new.lan\n'),
  );
  t.equal(hosts(['frame.lan', 'frame.example', 'z']), FILE.replace('# out there\n', '# out there\n    - z\n'));
  t.end();
});

t.test('the items of a list that change keep what they say as before', (t) => {
  const before = 'list:\n  # dark\n  - at: 1 # one\n    do: off\n\n  # bright\n  - at: 2 # two\n    do: on\n';
  const after = editYaml(before, {
    list: [
      { at: 1, do: 'dim' },
      { at: 3, do: 'x' },
      { at: 2, do: 'on', fade: 3 },
    ],
  });
  t.equal(
    after,
    before.replace('do: off\n', 'do: dim\n').replace('at: 2', 'at: 3').replace('do: on', 'do: x') +
      '  - { at: 2, do: on, fade: 3 }\n',
  );
  t.end();
});

t.test('line ends of Windows and the mark of UTF-8 stay', (t) => {
  t.equal(editYaml('\ufeffa: 1\r\nb:\r\n  c: 2\r\n', { 'b.d': 3 }), '\ufeffa: 1\r\nb:\r\n  c: 2\r\n  d: 3\r\n');
  t.end();
});

t.test('what cannot be changed without changing something else is refused', (t) => {
  t.throws(() => editYaml('a: &x { p: 1 }\nb: *x\n', { 'a.p': 2 }), { code: 'config-not-editable' });
  t.equal(editYaml('a: &x { p: 1 }\nb: *x\n', { b: 2 }), 'a: &x { p: 1 }\nb: 2\n');
  t.end();
});

t.test('whatever is set is said afterwards, and everything else as before', (t) => {
  const word = fc.constantFrom('a', 'b', 'c', 'd');
  const scalar = fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.string(),
    fc.constantFrom('yes', '1', 'null', '- x', '# y', 'a: b', 'ö\n\tü'),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(word, tie('any'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).any;
  const file = fc.dictionary(word, value, { maxKeys: 4, noNullPrototype: true });
  const flow = fc.boolean();
  fc.assert(
    fc.property(file, flow, fc.array(word, { minLength: 1, maxLength: 3 }), value, (said, isFlow, path, wanted) => {
      const text = `# above\n${stringify(said, { collectionStyle: isFlow ? 'flow' : 'any' })}# below\n`;
      const expected = changeValue(said, path, wanted);
      let edited: string;
      try {
        edited = editYaml(text, { [path.join('.')]: wanted });
      } catch (error) {
        // A key below a text or a list is asked for: nothing that a configuration's schema lets through.
        return (
          error instanceof Error && 'code' in error && error.code === 'config-not-editable' && !isMapAbove(said, path)
        );
      }
      return isSame(parse(edited), expected) && edited.startsWith('# above\n') && edited.includes('# below\n');
    }),
    { numRuns: 1000 },
  );
  t.end();
});

function isMapAbove(said: unknown, path: readonly string[]): boolean {
  let at = said;
  for (const key of path.slice(0, -1)) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return false;
    at = (at as Record<string, unknown>)[key];
    if (at === undefined) return true;
  }
  return typeof at === 'object' && at !== null && !Array.isArray(at);
}

function isSame(a: unknown, b: unknown): boolean {
  const sorted = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, below]) => [key, sorted(below)]),
        )
      : Array.isArray(value)
        ? value.map(sorted)
        : value;
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
