import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { framed } from '../daemon/cli/framed.js';
import { DaemonProcess } from './daemon-process.js';
import { getState } from './rest-client.js';

t.test(
  'where the port is taken the picture plays, commands are heard, and the page opens when it is free',
  async (t) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;

    // Not tap's own folder: the path of a socket may have 107 bytes.
    const data = mkdtempSync(join(tmpdir(), 'framed-'));
    const words = ['--output', 'virtual', '--port', String(port)];
    const daemon = await DaemonProcess.start({ data, words, waitFor: /the page is not open.*reason=(.*)/ });
    t.teardown(async () => {
      await daemon.stop();
      rmSync(data, { recursive: true, force: true });
    });
    t.match(daemon.url, new RegExp(`Port ${port} is taken by another program`));
    // The socket of the command line is there a moment later.
    const status = () => framed('status', '--socket', join(data, 'framed.sock'));
    let said = await status();
    for (; !/frames a second/.test(said.out); said = await status()) await sleep(100);
    t.match(said.out, /error\s+Port \d+ is taken by another program/);

    await new Promise((resolve) => other.close(resolve));
    const url = `http://127.0.0.1:${port}/`;
    let state = await getState(url).catch(() => undefined);
    for (; state === undefined; state = await getState(url).catch(() => undefined)) await sleep(100);
    t.equal(state.notices['port-taken'], undefined);
    t.ok(state.player.stats.presented > 0);
  },
);
