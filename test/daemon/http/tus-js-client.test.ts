import { createHash, randomBytes } from 'node:crypto';
import t, { type Test } from 'tap';
import { Upload, type UploadOptions } from 'tus-js-client';
import { FramedError } from '../../../daemon/errors.js';
import { CuttingProxy } from './cutting-proxy.js';
import { startTestServer } from './test-server.js';

const CONTENT = randomBytes(50_000_000);
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

/** Sends as the page does, with the page's library. Rejects as it does when it gives up. */
function send(port: number, content: Buffer, options: Partial<UploadOptions> = {}): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(content, {
      endpoint: `http://localhost:${port}/api/uploads`,
      metadata: { filename: 'holiday.mp4', filetype: 'video/mp4' },
      retryDelays: [10, 50, 100, 200, 400],
      onSuccess: () => resolve(upload),
      onError: reject,
      ...options,
    });
    upload.start();
  });
}

/** A server, and a line to it that breaks after so many bytes each. */
async function behindBadLine(t: Test, cutsAt: number[]) {
  const server = await startTestServer(t);
  const proxy = new CuttingProxy(server.port, cutsAt);
  return { ...server, proxy, proxyPort: await proxy.start(t) };
}

t.test('50 MB over a line that breaks four times arrive whole, with less than 5 % sent again', async (t) => {
  const { proxy, proxyPort, uploads } = await behindBadLine(t, [3e6, 17e6, 30e6, 45e6]);
  await send(proxyPort, CONTENT);
  t.equal(proxy.cutsLeft, 0);
  t.match(uploads.completed, [{ sha256: SHA256, bytes: CONTENT.length }]);
  t.equal(uploads.jobs.length, 1);
  t.same(uploads.failures, []);
  const again = proxy.sentBytes / CONTENT.length - 1;
  t.ok(again < 0.05, `${(again * 100).toFixed(1)} % sent again`);
});

t.test('sent in parts of 5 MB, it is the same file', async (t) => {
  const { port, uploads } = await startTestServer(t);
  await send(port, CONTENT, { chunkSize: 5_000_000 });
  t.match(uploads.completed, [{ sha256: SHA256 }]);
});

t.test('a page that was reloaded goes on where it was', async (t) => {
  const { port, uploads } = await startTestServer(t);
  const first = await new Promise<Upload>((resolve) => {
    const upload = new Upload(CONTENT, {
      endpoint: `http://localhost:${port}/api/uploads`,
      chunkSize: 5_000_000,
      onChunkComplete: () => void upload.abort().then(() => resolve(upload)),
    });
    upload.start();
  });
  let beganAt = -1;
  await send(port, CONTENT, {
    uploadUrl: first.url,
    onProgress: (bytes) => {
      if (beganAt < 0) beganAt = bytes;
    },
  });
  t.ok(beganAt >= 5_000_000);
  t.match(uploads.completed, [{ sha256: SHA256 }]);
  t.equal(uploads.jobs.length, 1);
});

t.test('the client is told which job is its own, and can end it', async (t) => {
  const { port, uploads } = await startTestServer(t);
  const jobs: string[] = [];
  const upload = new Upload(CONTENT, {
    endpoint: `http://localhost:${port}/api/uploads`,
    chunkSize: 1_000_000,
    onAfterResponse: (_request, response) => void jobs.push(response.getHeader('Framed-Job') ?? ''),
  });
  await new Promise<void>((resolve) => {
    upload.options.onChunkComplete = () => resolve();
    upload.start();
  });
  await upload.abort(true);
  t.equal(jobs[0], 'job-1');
  t.match(uploads.failures, [{ jobId: 'job-1', code: 'upload-gone' }]);
});

t.test('a cancelled upload is not tried again, a busy one is', async (t) => {
  const { port, uploads, resumable } = await startTestServer(t);
  const cancelled = send(port, CONTENT, {
    chunkSize: 1_000_000,
    onChunkComplete: () => {
      if (uploads.failures.length === 0) uploads.cancel('job-1');
    },
  });
  await t.rejects(cancelled, { message: /response code: 410/ });

  const handle = resumable.handle.bind(resumable);
  let refusals = 2;
  resumable.handle = async (request) => {
    if (request.method === 'PATCH' && refusals-- > 0) throw new FramedError('upload-busy', 'busy');
    return handle(request);
  };
  await send(port, CONTENT.subarray(0, 1000));
  t.match(uploads.completed, [{ jobId: 'job-2', bytes: 1000 }]);
});
