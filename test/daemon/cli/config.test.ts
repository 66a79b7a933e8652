import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { Config } from '../../../daemon/config/schema.js';
import { framed } from './framed.js';

function file(t: Test, text?: string): string {
  return join(t.testdir(text === undefined ? {} : { 'config.yaml': text }), 'config.yaml');
}

t.test('check says that a file is good, and everything that is wrong with another, in its order', async (t) => {
  const good = file(t, 'name: x\n');
  t.same(await framed('config', 'check', good), { code: 0, out: `${good} is good.\n`, err: '' });
  const bad = file(t, 'nmae: x\nhttp:\n  port: 99999\n  hosts: frame.lan\nconvert:\n  fit: zoom\n');
  const { code, out, err } = await framed('config', 'check', bad);
  t.equal(code, 1);
  t.equal(out, '');
  t.same(err.split('\n'), [
    `${bad}:1:1: nmae is not a key that framed knows: did you mean name?`,
    `${bad}:3:9: http.port is 99999: it must be a whole number from 0 to 65535`,
    `${bad}:4:10: http.hosts is "frame.lan": it must be a list, each a text that is not empty`,
    `${bad}:6:8: convert.fit is "zoom": it must be cover, contain or stretch`,
    '4 mistakes.',
    '',
  ]);
  const { faults } = JSON.parse((await framed('config', 'check', '--config', bad, '--json')).out);
  t.match(faults[0], { line: 1, column: 1, key: 'nmae', suggestion: 'name' });
});

t.test('check names a file that is not there', async (t) => {
  const path = file(t);
  const { code, err } = await framed('config', 'check', path);
  t.equal(code, 1);
  t.match(err, `${path}: there is no such file`);
});

t.test('show lists every key with its value, and what the file says itself', async (t) => {
  const path = file(t, 'name: Kitchen\nhttp: { port: 80 }\n');
  const { out } = await framed('config', 'show', '--config', path);
  t.match(out, /^name +file +Kitchen$/m);
  t.match(out, /^http\.port +file +80$/m);
  t.match(out, /^http\.host +\(not set\)$/m);
  t.match(out, /^panel\.mirrored +\(not set\)$/m);
  const { values } = JSON.parse((await framed('config', 'show', '--set', '--json', '--config', path)).out);
  t.same(values, [
    { key: 'name', value: 'Kitchen', source: 'file' },
    { key: 'http.port', value: 80, source: 'file' },
  ]);
});

t.test('get prints a value for a script', async (t) => {
  const path = file(t, 'name: Kitchen 2\n');
  const get = async (key: string, ...more: string[]) =>
    (await framed('config', 'get', key, '--config', path, ...more)).out;
  t.equal(await get('name'), 'Kitchen 2\n');
  t.equal(await get('http.port'), '8080\n');
  t.equal(await get('panel.mirrored'), '\n');
  t.equal(await get('display.backlight'), '{ kind: auto }\n');
  t.equal(await get('name', '--json'), '"Kitchen 2"\n');
});

t.test('set keeps the comments, and takes the type from the schema', async (t) => {
  const path = file(t, '# mine\nname: x # here\n\nhttp:\n  port: 80\n');
  const set = (key: string, value: string) => framed('config', 'set', key, value, '--config', path);
  for (const [key, value] of [
    ['name', '1234'],
    ['http.port', '81'],
    ['http.hosts', '[a.lan]'],
    ['panel.mirrored', 'true'],
    ['panel.offset', '{ x: 1, y: 2 }'],
    ['convert.background', '#112233'],
  ] as const) {
    t.match(await set(key, value), { code: 0, err: `${path} is saved.\n` });
  }
  const text = await readFile(path, 'utf8');
  t.equal(
    text,
    '# mine\nname: "1234" # here\n\nhttp:\n  port: 81\n  hosts: [a.lan]\npanel:\n  mirrored: true\n  offset:\n    x: 1\n    y: 2\n' +
      'convert:\n  background: "#112233"\n',
  );
  t.equal((await framed('config', 'unset', 'panel.offset', '--config', path)).code, 0);
  t.equal((await framed('config', 'check', path)).code, 0);
  t.notMatch(await readFile(path, 'utf8'), /offset/);
});

t.test('set creates the file where there is none, and its folder', async (t) => {
  const path = join(t.testdir(), 'new', 'config.yaml');
  t.equal((await framed('config', 'set', 'name', 'Kitchen', '--config', path)).code, 0);
  t.equal(await readFile(path, 'utf8'), 'name: Kitchen\n');
});

t.test('set refuses what would not be good, says why, and leaves the file', async (t) => {
  const path = file(t, 'name: x\n');
  const refused: [key: string, value: string, said: RegExp][] = [
    ['http.port', '99999', /http\.port is 99999: it must be a whole number from 0 to 65535/],
    ['http.port', 'eighty', /http\.port is "eighty": it must be a whole number/],
    ['panel.rotation', '45', /panel\.rotation is 45: it must be 0, 90, 180 or 270/],
    ['http.prot', '80', /"http\.prot" is not a key that framed knows: did you mean http\.port\?/],
    ['rotation', '90', /did you mean panel\.rotation\?/],
    ['display.backlight.kind', 'gpio', /display\.backlight\.line is missing/],
  ];
  for (const [key, value, said] of refused) {
    const { code, err } = await framed('config', 'set', key, value, '--config', path);
    t.equal(code, 1, key);
    t.match(err, said);
  }
  t.equal(await readFile(path, 'utf8'), 'name: x\n');
});

t.test('set mends what is wrong by its value, and will not touch what is no YAML', async (t) => {
  const path = file(t, 'http:\n  port: 99999\n');
  t.equal((await framed('config', 'set', 'http.port', '80', '--config', path)).code, 0);
  t.equal(await readFile(path, 'utf8'), 'http:\n  port: 80\n');
  const broken = file(t, 'http: [\n');
  const { code, err } = await framed('config', 'set', 'name', 'x', '--config', broken);
  t.equal(code, 1);
  t.match(err, /config\.yaml:2:1: /);
});

t.test('schema prints what editors complete by', async (t) => {
  const schema = JSON.parse((await framed('config', 'schema')).out);
  t.match(schema.properties.http.properties.port, { type: 'integer', maximum: 65535, default: 8080, description: /./ });
  t.same(Object.keys(schema.properties), Object.keys(Config.parse({})));
});
