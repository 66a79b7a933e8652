import { once } from 'node:events';
import { createServer } from 'node:net';
import t from 'tap';
import { onceMore } from './once-more.js';

t.test('a connection that is closed under a question is no end, a daemon that is gone is', async (t) => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on('error', () => {});
    socket.once('data', () => {
      if (connections === 1) socket.resetAndDestroy();
      else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  const ask = () => fetch(url).then((response) => response.text());
  t.equal(await onceMore(ask), 'ok');
  t.equal(connections, 2);
  server.close();
  await once(server, 'close');
  await t.rejects(onceMore(ask), { message: 'fetch failed' });
});
