import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { systemClock } from '../../../daemon/clock.js';
import { LivePreview } from '../../../daemon/control/live-preview.js';
import { LiveSocket } from '../../../daemon/control/live-socket.js';
import { StateStore } from '../../../daemon/control/state-store.js';
import { systemTimers, type Timers } from '../../../daemon/control/timers.js';
import { silentLog } from '../../../daemon/log.js';
import { EXAMPLE_STATE, withPaused } from './example-state.js';
import { LiveClient } from './live-client.js';
import { ManualTimers } from './manual-timers.js';
import { PaintedScreen } from './painted-screen.js';

async function startLive(t: Test, { timers = systemTimers }: { timers?: Timers } = {}) {
  const heartbeat = new ManualTimers();
  const store = new StateStore({ initial: EXAMPLE_STATE, clock: systemClock, timers });
  const screen = new PaintedScreen({ width: 100, height: 100 });
  const preview = new LivePreview({ source: screen, clock: systemClock, timers: systemTimers });
  const live = new LiveSocket({ store, preview, timers: heartbeat, log: silentLog, maxClients: 3 });
  const visitor = { isWelcome: () => true, scope: 'admin' as const };
  const server = createServer();
  server.on('upgrade', (request, socket, head) => live.accept(request, socket, head, visitor));
  live.start();
  server.listen(0);
  await once(server, 'listening');
  t.teardown(() => {
    live.stop();
    store.close();
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { store, screen, preview, live, heartbeat, port };
}

t.test('a client gets a snapshot, then patches that lead on from it', async (t) => {
  const { store, port } = await startLive(t);
  store.update((state) => withPaused(state, true));
  const client = await LiveClient.connect(port);
  t.match(client.messages, [{ type: 'snapshot', revision: 1, state: { player: { paused: true } } }]);
  store.update((state) => withPaused(state, false));
  await client.until(() => client.messages.length === 2);
  t.same(client.messages[1], { type: 'patch', revision: 2, patch: { player: { paused: false } } });
});

t.test('the snapshot comes first, also where a change waits to be published', async (t) => {
  // Timers that never fire: the change stays unpublished until somebody connects.
  const { store, port } = await startLive(t, { timers: new ManualTimers() });
  store.update((state) => withPaused(state, true));
  const client = await LiveClient.connect(port);
  t.match(client.messages, [{ type: 'snapshot', revision: 1, state: { player: { paused: true } } }]);
});

t.test('a client that asks gets another snapshot', async (t) => {
  const { port } = await startLive(t);
  const client = await LiveClient.connect(port);
  client.send({ type: 'snapshot' });
  await client.until(() => client.messages.length === 2);
  t.match(client.messages[1], { type: 'snapshot', revision: 0 });
});

t.test('a message that cannot be understood is answered with an error, and the connection stays open', async (t) => {
  const { port } = await startLive(t);
  const client = await LiveClient.connect(port);
  const bad = ['{', '[]', '{"type":"reboot"}', '{"type":"preview"}', Buffer.from([1, 2, 3])];
  for (const message of bad) client.send(message);
  client.send({ type: 'snapshot' });
  await client.until(() => client.messages.length === bad.length + 2);
  t.same(
    client.messages.map(({ type }) => type),
    ['snapshot', ...bad.map(() => 'error'), 'snapshot'],
  );
});

t.test('a message over the size limit ends the connection, and only that one', async (t) => {
  const { port } = await startLive(t);
  const [greedy, other] = await Promise.all([LiveClient.connect(port), LiveClient.connect(port)]);
  greedy.send('x'.repeat(100_000));
  t.equal(await greedy.closed(), 1009);
  other.send({ type: 'snapshot' });
  await other.until(() => other.messages.length === 2);
});

t.test('frames are sent to those who asked, until they ask for none', async (t) => {
  const { screen, preview, port } = await startLive(t);
  const [watcher, other] = await Promise.all([LiveClient.connect(port), LiveClient.connect(port)]);
  screen.present();
  watcher.send({ type: 'preview', on: true });
  await watcher.until(() => watcher.frames.length === 1);
  screen.present();
  await watcher.until(() => watcher.frames.length === 2);
  t.equal(watcher.frames[1]?.length, 12 + 100 * 100 * 2);
  watcher.send({ type: 'preview', on: false });
  watcher.send({ type: 'snapshot' });
  await watcher.until(() => watcher.messages.length === 2);
  t.equal(preview.viewers, 0);
  t.equal(other.frames.length, 0);
});

t.test('a viewer that goes away without a word is watched for no more', async (t) => {
  const { screen, preview, port } = await startLive(t);
  const client = await LiveClient.connect(port);
  client.send({ type: 'preview', on: true });
  screen.present();
  await client.until(() => client.frames.length === 1);
  client.socket.terminate();
  while (preview.viewers > 0) await new Promise((resolve) => setImmediate(resolve));
  t.equal(screen.listeners, 0);
});

t.test('a client that reads nothing skips frames while another sees them all', async (t) => {
  const { screen, port } = await startLive(t);
  const [stuck, quick] = await Promise.all([LiveClient.connect(port), LiveClient.connect(port)]);
  for (const client of [stuck, quick]) client.send({ type: 'preview', on: true });
  screen.present();
  await Promise.all([stuck, quick].map((client) => client.until(() => client.frames.length === 1)));
  stuck.socket.pause();
  for (let frame = 2; frame <= 20; frame++) {
    screen.present();
    await quick.until(() => quick.frames.length === frame);
  }
  stuck.socket.resume();
  await stuck.until(() => stuck.frames.at(-1)?.at(-1) === 20);
  t.ok(stuck.frames.length <= 7, `${stuck.frames.length} of 20 frames: what was under way, then the newest`);
});

t.test('a client that reads no state is cut off before that fills the memory', async (t) => {
  const { store, live, port } = await startLive(t);
  const [stuck, quick] = await Promise.all([LiveClient.connect(port), LiveClient.connect(port)]);
  stuck.socket.pause();
  // Of half a megabyte each: four fit into what may wait, and some more into the kernel.
  for (let change = 0; change < 60 && live.clients > 1; change++) {
    const name = `${change}`.repeat(500_000 / `${change}`.length);
    store.update((state) => ({ ...state, device: { ...state.device, name } }), { atOnce: true });
    const seen = change + 2;
    await quick.until(() => quick.messages.length >= seen);
  }
  t.equal(live.clients, 1);
  stuck.socket.terminate();
});

t.test('a connection that answers no ping is given up', async (t) => {
  const { live, heartbeat, port } = await startLive(t);
  const [alive, dead] = await Promise.all([LiveClient.connect(port), LiveClient.connect(port, { autoPong: false })]);
  const pinged = once(alive.socket, 'ping');
  heartbeat.advance(15_000);
  await pinged;
  // The answer is there when a later request of the same connection is answered.
  alive.send({ type: 'snapshot' });
  await alive.until(() => alive.messages.length === 2);
  heartbeat.advance(15_000);
  t.equal(await dead.closed(), 1006);
  t.equal(live.clients, 1);
});

t.test('the number of clients is bounded', async (t) => {
  const { live, port } = await startLive(t);
  await Promise.all([1, 2].map(() => LiveClient.connect(port)));
  t.equal(live.hasRoom(), true);
  await LiveClient.connect(port);
  t.equal(live.hasRoom(), false);
});

t.test('a client is told when the daemon goes', async (t) => {
  const { live, port } = await startLive(t);
  const client = await LiveClient.connect(port);
  live.stop();
  live.stop();
  t.equal(await client.closed(), 1001);
});
