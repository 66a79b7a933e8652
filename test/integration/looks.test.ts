import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { DaemonProcess } from './daemon-process.js';
import { lastingFolder } from './lasting-folder.js';
import { LiveClient } from './live-client.js';
import { sendFile, waitForJob } from './rest-client.js';

const BUNNY = join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4');

t.test('a look is previewed, chosen, and shown when its frames are made, without the picture going away', async (t) => {
  const data = lastingFolder(t);
  const daemon = await DaemonProcess.start({ data });
  t.teardown(() => daemon.stop());
  const [job] = await sendFile(daemon.url, BUNNY);
  const { clipId = '' } = await waitForJob(daemon.url, job?.id ?? '');
  const live = await LiveClient.connect(daemon.url, t);
  await live.until(({ player }) => player.now?.clipId === clipId);

  const preview = await fetch(new URL(`api/clips/${clipId}/look.bmp?fit=contain&rotation=90&atMs=500`, daemon.url));
  t.equal(preview.headers.get('content-type'), 'image/bmp');
  t.equal(Buffer.from(await preview.arrayBuffer()).toString('latin1', 0, 2), 'BM');
  const refused = await fetch(new URL(`api/clips/${clipId}/look.bmp?fit=sideways`, daemon.url));
  t.equal(refused.status, 422);

  const body = JSON.stringify({ look: { rotation: 90, startMs: 400 } });
  const headers = { 'content-type': 'application/json' };
  const changed = await fetch(new URL(`api/clips/${clipId}`, daemon.url), { method: 'PATCH', body, headers });
  t.match(await changed.json(), { look: { rotation: 90, startMs: 400 } });
  const showing: (string | undefined)[] = [];
  await live.until(({ player, jobs }) => {
    showing.push(player.now?.clipId);
    return Object.values(jobs).filter(({ stage }) => stage === 'ready').length === 2;
  });
  t.ok(
    showing.every((id) => id === clipId),
    'the clip shows all the while',
  );
  t.equal((await readdir(join(data, 'renditions', clipId))).length, 2);
});

t.test('a film is on the glass while it is still being sent', async (t) => {
  const film = join(lastingFolder(t, { data: {} }), 'film.mp4');
  // As the page does it: what says how to read the film comes first.
  await promisify(execFile)('ffmpeg', [
    '-loglevel',
    'error',
    '-i',
    BUNNY,
    '-c',
    'copy',
    '-movflags',
    'faststart',
    film,
  ]);
  const content = await readFile(film);
  const daemon = await DaemonProcess.start({ data: join(t.testdirName, 'data') });
  t.teardown(() => daemon.stop());
  const live = await LiveClient.connect(daemon.url, t);
  const sending = request(new URL('api/clips', daemon.url), {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
  });
  const disposition = 'Content-Disposition: form-data; name="file"; filename="film.mp4"';
  sending.write(`--edge\r\n${disposition}\r\nContent-Type: video/mp4\r\n\r\n`);
  sending.write(content.subarray(0, content.length - 4000));
  const state = await live.until(({ player }) => player.now?.name === 'film.mp4');
  const [job] = Object.values(state.jobs);
  t.equal(job?.stage, 'receiving');
  const picture = await fetch(new URL(`api/jobs/${job?.id}/picture.bmp`, daemon.url));
  t.equal(Buffer.from(await picture.arrayBuffer()).toString('latin1', 0, 2), 'BM');

  sending.end(Buffer.concat([content.subarray(content.length - 4000), Buffer.from('\r\n--edge--\r\n')]));
  await once(sending, 'response');
  const { clipId } = await waitForJob(daemon.url, job?.id ?? '');
  t.ok(clipId);
  await live.until(({ player }) => player.now?.clipId === clipId);
});
