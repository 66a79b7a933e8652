import { renameSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { systemClock } from '../../../daemon/clock.js';
import { openFrameZip } from '../../../daemon/frames/open-frame-zip.js';
import { silentLog } from '../../../daemon/log.js';
import { Player } from '../../../daemon/player/player.js';
import type { ProgramEntry } from '../../../daemon/player/program.js';
import { MediaLab } from '../convert/media-lab.js';
import { Sender } from '../convert/sender.js';
import { bareWorker } from './bare-worker.js';

const lab = new MediaLab(t.testdir());
const geometry = { width: 64, height: 48 };
/** Every frame differs from the one before, and half a second lies between key frames. */
const film = await lab.make(
  'film.mp4',
  ...['-f', 'lavfi', '-i', 'testsrc2=size=128x96:rate=25:duration=4', '-c:v', 'libx264', '-preset', 'ultrafast'],
  ...['-g', '12', '-movflags', '+faststart'],
);

/** A film that is being sent and converted, and a player of it. */
async function uploading(t: Test) {
  const sender = new Sender(film, `${lab.folder}/${t.name.length}.part`);
  const output = `${lab.folder}/${t.name.length}.zip`;
  const cancel = new AbortController();
  const converting = lab.convert(
    sender.path,
    geometry,
    {},
    { arriving: sender, originalName: 'film', output, signal: cancel.signal },
  );
  converting.catch(() => {});
  const player = new Player({
    display: { output: 'virtual', geometry },
    log: silentLog,
    clock: systemClock,
    spawn: bareWorker,
  });
  t.teardown(() => player.stop());
  const skipped: string[] = [];
  player.on('skipped', ({ key }) => skipped.push(key));
  const play = (...entries: ProgramEntry[]) =>
    player.setProgram({ entries, loop: 'all', shuffle: false, stillMs: 1000 });
  const upload: ProgramEntry = { key: 'upload', name: 'film', path: output, growing: true };
  await player.start();
  return { sender, output, cancel, converting, player, play, upload, skipped };
}

/** Positions that were seen on the screen, while `during` goes on. */
async function positions(player: Player, during: Promise<unknown> | (() => boolean)): Promise<number[]> {
  const seen: number[] = [];
  const stop = player.onPresented(() => seen.push(player.snapshot().positionMs));
  if (typeof during === 'function') await lab.until(during);
  else await during;
  stop();
  return seen;
}

t.test('a film is played while it is sent and converted in other threads, and becomes a clip unnoticed', async (t) => {
  const { sender, output, converting, player, play, upload, skipped } = await uploading(t);
  sender.send(Math.floor(sender.totalBytes / 3));
  await lab.until(() => {
    try {
      openFrameZip(output, { growing: true }).close();
      return true;
    } catch {
      return false;
    }
  });
  play(upload);
  await lab.until(() => player.snapshot().positionMs >= 600);
  t.equal(player.snapshot().entryKey, 'upload');
  const atThirdMs = player.snapshot().durationMs;
  t.ok(atThirdMs > 600 && atThirdMs < 2000, `a third of it is there: ${atThirdMs} ms`);

  const sending = sender.sendAll([9000]);
  const seen = await positions(player, converting);
  await sending;
  renameSync(output, `${output}.published`);
  play({ key: 'clip', name: 'film', path: `${output}.published`, formerKey: 'upload' });
  seen.push(...(await positions(player, () => player.snapshot().positionMs > 2500)));
  t.same(
    seen,
    [...seen].sort((one, other) => one - other),
    'the picture never went back',
  );
  t.match(player.snapshot(), { entryKey: 'clip', durationMs: 4000 });
  const { underruns, damaged, workerRestarts } = player.snapshot().stats;
  t.same({ underruns, damaged, workerRestarts }, { underruns: 0, damaged: 0, workerRestarts: 0 });
  await lab.until(() => player.snapshot().positionMs < 1000);
  t.equal(player.snapshot().entryKey, 'clip', 'and it begins again, from the published file');
  t.same(skipped, []);
});

t.test('a film whose upload is cancelled gives way to what comes next', async (t) => {
  const { sender, output, cancel, converting, player, play, upload, skipped } = await uploading(t);
  const other = `${lab.folder}/other.zip`;
  await lab.convert(film, geometry, {}, { output: other });
  sender.send(Math.floor(sender.totalBytes / 3));
  await lab.until(() => {
    try {
      openFrameZip(output, { growing: true }).close();
      return true;
    } catch {
      return false;
    }
  });
  play(upload, { key: 'other', name: 'other', path: other });
  await lab.until(() => player.snapshot().positionMs > 200);
  cancel.abort();
  await t.rejects(converting, { code: 'convert-cancelled' });
  await lab.until(() => player.snapshot().entryKey === 'other');
  await turn();
  t.same(skipped, []);
});
