import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Test } from 'tap';
import { type Clock, systemClock } from '../../../daemon/clock.js';
import { FramedError } from '../../../daemon/errors.js';
import { statusOfCode } from '../../../daemon/http/http-error.js';
import { createLog } from '../../../daemon/log.js';
import { UploadReceiver, type UploadReceiverOptions } from '../../../daemon/upload/upload-receiver.js';
import { StagedUploads } from '../http/staged-uploads.js';
import { TusClient } from '../http/tus-client.js';

/** A clock that stands until it is moved. */
export class SetClock implements Clock {
  nowMs = 1e12;

  monotonicMs(): number {
    return this.nowMs;
  }

  wallMs(): number {
    return this.nowMs;
  }
}

/** A receiver behind a bare server. Its uploads are in `root`, so that another one in the same folder is the daemon after a restart. */
export async function startReceiver(t: Test, root: string, options: Partial<UploadReceiverOptions> = {}) {
  const uploads = new StagedUploads(join(root, 'staging'));
  const lines: string[] = [];
  const receiver = new UploadReceiver({
    folder: join(root, 'uploads'),
    intake: uploads,
    maxBytes: 10e9,
    clock: systemClock,
    log: createLog({ write: (line) => lines.push(line) }),
    ...options,
  });
  await receiver.start();
  const server = createServer(async (request, response) => {
    try {
      const { status, headers } = await receiver.handle(request);
      response.writeHead(status, headers).end();
    } catch (error) {
      const code = error instanceof FramedError ? error.code : String(error);
      const body = JSON.stringify({ error: { code, message: String(error) } });
      response.writeHead(statusOfCode(code)).end(body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  /** As a kill would: whoever is sending is cut off, and nothing is cleared away. */
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await receiver.stop();
  };
  t.teardown(stop);
  return { receiver, uploads, lines, port, tus: new TusClient(port), stop };
}
