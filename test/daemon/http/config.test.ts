import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { configService } from '../../../daemon/app/config-service.js';
import { LiveConfig } from '../../../daemon/config/live-config.js';
import { silentLog } from '../../../daemon/log.js';
import { ConfigView, PanelKinds } from '../../../daemon/protocol/config.js';
import { errorCode, startTestServer } from './test-server.js';

async function setUp(t: Test, text: string) {
  // The server's own folders are made anew when it starts.
  const path = join(t.testdirName, 'config.yaml');
  const live = new LiveConfig({ path, overrides: { 'http.host': '::' }, log: silentLog });
  const server = await startTestServer(t, { configuration: configService(live) });
  await writeFile(path, text);
  await live.load();
  const view = async () => ConfigView.parse(await (await server.request('/api/config')).json());
  return { ...server, path, live, view };
}

t.test('the configuration is shown with where each value comes from', async (t) => {
  const { view, path } = await setUp(t, 'name: Kitchen\n');
  const seen = await view();
  t.match(seen, {
    path,
    revision: /^[0-9a-f]{64}$/,
    restartNeeded: [],
    values: { name: 'Kitchen', http: { host: '::' } },
  });
  t.match(seen.sources, { name: 'file', 'http.host': 'command line', 'http.port': 'default' });
});

t.test('a change is in the file and holds when it is answered', async (t) => {
  const { view, path, live, sendJson } = await setUp(t, '# mine\nname: Kitchen\n');
  const { revision } = await view();
  const response = await sendJson('PATCH', '/api/config', { revision, changes: { 'http.port': 81, name: null } });
  t.equal(response.status, 200);
  t.match(ConfigView.parse(await response.json()), { values: { name: 'framed' }, restartNeeded: ['http.port'] });
  t.equal(live.current.http.port, 81);
  t.equal(await readFile(path, 'utf8'), '# mine\nhttp:\n  port: 81\n');
});

t.test('an edit that the sender has not seen is not overwritten', async (t) => {
  const { view, path, sendJson } = await setUp(t, 'name: Kitchen\n');
  const { revision } = await view();
  await writeFile(path, 'name: Bath\n');
  const response = await sendJson('PATCH', '/api/config', { revision, changes: { name: 'x' } });
  t.equal(response.status, 409);
  t.equal(await errorCode(response), 'config-revision');
  t.equal(await readFile(path, 'utf8'), 'name: Bath\n');
});

t.test('what would not be good is refused with what would be', async (t) => {
  const { view, path, sendJson } = await setUp(t, 'name: Kitchen\n');
  const { revision } = await view();
  const refused: [changes: unknown, code: string, status: number][] = [
    [{ 'http.port': 'x' }, 'config-change-invalid', 422],
    [{ 'http.prot': 80 }, 'config-change-invalid', 422],
    [{ '__proto__.x': 80 }, 'config-change-invalid', 422],
    [{ 'a..b': 80 }, 'invalid-body', 422],
    [undefined, 'invalid-body', 422],
  ];
  for (const [changes, code, status] of refused) {
    const response = await sendJson('PATCH', '/api/config', { revision, changes });
    t.equal(response.status, status);
    t.equal(await errorCode(response), code);
  }
  t.equal(await readFile(path, 'utf8'), 'name: Kitchen\n');
});

t.test('what names files of the machine, and who may come in, is not changed over the network', async (t) => {
  const { view, path, sendJson } = await setUp(t, 'name: Kitchen\n');
  const { revision } = await view();
  for (const changes of [
    { 'watch.folders': ['/etc'] },
    { watch: { remove_added: true } },
    { 'watch.remove_added': null },
    { 'access.login': 'none' },
    { access: null },
  ]) {
    const response = await sendJson('PATCH', '/api/config', { revision, changes });
    t.equal(await errorCode(response), 'local-only');
  }
  t.equal(await readFile(path, 'utf8'), 'name: Kitchen\n');
});

t.test('the schema is served for whoever draws settings by it', async (t) => {
  const { request } = await setUp(t, '');
  const schema = (await (await request('/api/config/schema')).json()) as { properties: object };
  t.match(schema.properties, { name: { type: 'string', description: /./ } });
});

t.test('the panels that may be named come with what draws them', async (t) => {
  const { request } = await setUp(t, '');
  const { panels } = PanelKinds.parse(await (await request('/api/config/panels')).json());
  t.match(
    panels.find(({ name }) => name === 'gc9a01-240x240'),
    { title: 'GC9A01, 240x240, round', width: 240, height: 240, shape: 'round', wiring: undefined },
  );
  t.same(panels.find(({ name }) => name === 'ili9486-480x320')?.wiring, { device: 'spidev0.0', dc: 24, reset: 25 });
});
