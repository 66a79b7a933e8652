import { createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';

// A process of its own, started by upload-throughput.ts with a path: puts what comes into that file, and does nothing else.

const [, , path = ''] = process.argv;
const server = createServer(async (request, response) => {
  await pipeline(request, createWriteStream(path));
  response.writeHead(204).end();
});
server.listen(0, 'localhost', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
