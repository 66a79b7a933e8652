import { join } from 'node:path';
import t from 'tap';
import { configJsonSchema } from '../../../daemon/config/json-schema.js';
import { loadConfig, parseConfig } from '../../../daemon/config/load.js';
import { Config } from '../../../daemon/config/schema.js';

t.test('no file means the defaults', async (t) => {
  const { config, path } = await loadConfig(undefined, [join(t.testdir(), 'none.yaml')]);
  t.same(config, Config.parse({}));
  t.equal(path, undefined);
});

t.test('the first candidate that exists is taken', async (t) => {
  const folder = t.testdir({ 'b.yaml': 'name: b', 'c.yaml': 'name: c' });
  const loaded = await loadConfig(
    undefined,
    ['a', 'b', 'c'].map((name) => join(folder, `${name}.yaml`)),
  );
  t.equal(loaded.config.name, 'b');
  t.equal(loaded.path, join(folder, 'b.yaml'));
});

t.test('a file that was asked for must be there', async (t) => {
  await t.rejects(loadConfig(join(t.testdir(), 'none.yaml'), []), { code: 'config-missing' });
});

t.test('a wrong value is answered with line, column, key, what was seen and what would do', (t) => {
  t.throws(() => parseConfig('http:\n  port: 99999\n', 'c.yaml'), {
    code: 'config-invalid',
    message: 'c.yaml:2:9: http.port is 99999: it must be a whole number from 0 to 65535',
  });
  t.end();
});

t.test('an unknown key is answered with its place', (t) => {
  t.throws(() => parseConfig('http:\n  host: "::"\n  prot: 80\n', 'c.yaml'), {
    message: 'c.yaml:3:3: http.prot is not a key that framed knows: did you mean http.port?',
  });
  t.end();
});

t.test('broken YAML is answered with its place', (t) => {
  t.throws(() => parseConfig('name: "x\n', 'c.yaml'), { code: 'config-invalid', message: /^c\.yaml:\d+:\d+: / });
  t.end();
});

t.test('an alias bomb is refused', (t) => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefg'.split('').map((key, i) => `${key}: &${key} [${`*${'abcdefg'[i]},`.repeat(9)}]`),
  ];
  t.throws(() => parseConfig(bomb.join('\n'), 'c.yaml'), { code: 'config-invalid' });
  t.end();
});

t.test('the JSON Schema describes every top-level key', (t) => {
  const schema = configJsonSchema() as { properties: Record<string, unknown> };
  t.same(Object.keys(schema.properties), Object.keys(Config.parse({})));
  t.end();
});
