import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { until } from '../until.js';
import { DaemonProcess } from './daemon-process.js';
import { framesOf } from './frames-of.js';
import { lastingFolder } from './lasting-folder.js';
import { LiveClient } from './live-client.js';
import { post, sendFile, waitForJob } from './rest-client.js';

const BUNNY = join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4');
const LOOP_ZIP = join(packageRoot, 'test/fixtures/loop-format-bunny.zip');

t.test('with an empty library the demo plays, and needs no ffmpeg', async (t) => {
  const daemon = await DaemonProcess.start({ data: lastingFolder(t), environment: { PATH: '' } });
  t.teardown(() => daemon.stop());
  const live = await LiveClient.connect(daemon.url);
  t.teardown(() => live.close());
  t.equal((await live.state()).player.now?.name, 'Demo');
  t.match((await live.state()).notices['ffmpeg-missing']?.message, /sudo apt-get install -y ffmpeg/);
  const demo = framesOf(join(packageRoot, 'daemon/demo/demo-320x240.zip'));
  const shown = await live.frames(10);
  t.ok(
    shown.every((frame) => demo.has(frame.pixels.toString('base64'))),
    'the preview shows frames of the demo',
  );
  t.equal(await daemon.stop(), 0, 'SIGTERM ends it cleanly');
});

t.test('a video that is sent loops on the panel, pixel for pixel', async (t) => {
  const folder = lastingFolder(t, { data: {}, 'notes.mp4': 'I am a text file.\n' });
  const data = join(folder, 'data');
  const first = await DaemonProcess.start({ data });
  t.teardown(() => first.stop());
  const [job] = await sendFile(first.url, BUNNY);
  const ready = await waitForJob(first.url, job?.id ?? '');
  t.match(ready, { stage: 'ready', known: false });
  const clipId = ready.clipId ?? '';
  const live = await LiveClient.connect(first.url);

  await t.test('every frame that is shown is one of the rendition, and they move', async (t) => {
    await live.until((state) => state.player.now?.clipId === clipId);
    const frames = framesOf(await onlyRendition(data, clipId));
    const shown = await live.frames(20);
    t.ok(shown.every((frame) => frames.has(frame.pixels.toString('base64'))));
    t.ok(new Set(shown.map((frame) => frame.pixels.toString('base64'))).size > 10);
  });

  await t.test('the same file is the same clip', async (t) => {
    const [again] = await sendFile(first.url, BUNNY);
    t.match(await waitForJob(first.url, again?.id ?? ''), { stage: 'ready', known: true, clipId });
    t.equal(Object.keys((await live.state()).clips).length, 1);
  });

  await t.test('what is no media is refused in words, and nothing is left behind', async (t) => {
    const [sent] = await sendFile(first.url, join(folder, 'notes.mp4'));
    const failed = await waitForJob(first.url, sent?.id ?? '');
    t.equal(failed.stage, 'failed');
    t.match(failed.error?.message, /^[A-Z"].+\.$/);
    t.notMatch(failed.error?.message, data, 'no path of the machine is told');
    await until(async () => (await readdir(join(data, 'staging'))).length === 0);
    t.equal((await readdir(join(data, 'originals'))).length, 1);
  });

  await t.test('a second daemon on the same library is refused in one sentence', async (t) => {
    await t.rejects(DaemonProcess.start({ data }), { message: /framed: .+/ });
  });

  await t.test('after a restart on another panel it is there again, in frames of that panel', async (t) => {
    live.close();
    t.equal(await first.stop(), 0);

    const second = await DaemonProcess.start({ data, words: ['--panel', 'st7789-135x240'] });
    t.teardown(() => second.stop());
    const later = await LiveClient.connect(second.url, t);
    const state = await later.until(({ player }) => player.now?.clipId === clipId);
    t.match(state.panel, { width: 135, height: 240 });
    const [frame] = await later.frames(1);
    t.match(frame, { width: 135, height: 240 });
    t.equal((await readdir(join(data, 'renditions', clipId))).length, 2, 'the old frames are kept');
  });
});

t.test('a kill in the middle of a conversion loses nothing: the next start converts what was received', async (t) => {
  const data = lastingFolder(t);
  const first = await DaemonProcess.start({ data });
  const [job] = await sendFile(first.url, LOOP_ZIP);
  const { clipId: playing } = await waitForJob(first.url, job?.id ?? '');
  const before = await LiveClient.connect(first.url);
  await before.until(({ player }) => player.now?.clipId === playing);
  await post(first.url, 'api/commands', { type: 'pause' });
  await before.until(({ player }) => player.paused);
  before.close();
  const [sent] = await sendFile(first.url, BUNNY);
  await first.stop('SIGKILL');

  const second = await DaemonProcess.start({ data });
  t.teardown(() => second.stop());
  const live = await LiveClient.connect(second.url, t);
  t.match(await live.until(({ player }) => player.now?.clipId === playing), { player: { paused: true } });
  t.match(await waitForJob(second.url, sent?.id ?? ''), { stage: 'ready', known: false });
  const state = await live.state();
  t.equal(Object.keys(state.clips).length, 2);
  const originals = await readdir(join(data, 'originals'));
  t.same(originals.map((name) => name.split('.')[0]).sort(), Object.keys(state.clips).sort());
  // The moving preview is made there when everything else is done.
  await until(async () => (await readdir(join(data, 'staging'))).length === 0);
  // And then a copy to watch. What a teardown stops is stopped after tap has removed the folder, or tried to.
  await second.stop();
});

async function onlyRendition(data: string, clipId: string): Promise<string> {
  const [name = ''] = await readdir(join(data, 'renditions', clipId));
  return join(data, 'renditions', clipId, name);
}
