import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import t from 'tap';
import { SocketFile } from '../../../daemon/http/socket-file.js';
import { socketFolder } from './socket-folder.js';

t.test('a socket is drafted within its folder: beside it a service may not write', async (t) => {
  const folder = socketFolder(t);
  const server = createServer();
  t.teardown(() => server.close());
  let drafted = '';
  const file = await SocketFile.claim(`${folder}/framed.sock`, (path) => {
    drafted = path;
    return new Promise<void>((resolve) => {
      server.listen(path, resolve);
    });
  });
  t.equal(dirname(dirname(drafted)), folder);
  t.same(readdirSync(folder), ['framed.sock'], 'and nothing of that is left');
  await file.release();
});
