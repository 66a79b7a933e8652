import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { Converter } from '../../../daemon/convert/convert.js';
import { silentLog } from '../../../daemon/log.js';
import { find } from '../../web-ui/fast-start/film-boxes.js';
import { converter, fixture, MediaLab, tools } from './media-lab.js';

const run = promisify(execFile);
const allows = () => true;

/** ffprobe's words on a file's streams. */
async function streams(path: string): Promise<Record<string, string | number>[]> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', path]);
  return JSON.parse(stdout).streams;
}

t.test('a film that phones play is left as it is', async (t) => {
  const output = join(t.testdir(), 'copy.mp4');
  const made = await converter.watchCopy({ source: fixture('clip-320x180-24fps.mp4'), output, allows });
  t.same(made, { playsOriginal: true, copied: false });
  t.notOk(existsSync(output));
});

t.test('another gets a small H.264 copy with its sound, its index in front, turned upright', async (t) => {
  const folder = t.testdir();
  const lab = new MediaLab(folder);
  const source = await lab.make(
    'old.avi',
    ...['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=50:duration=1', '-f', 'lavfi', '-i', 'sine=duration=1'],
    ...['-c:v', 'mpeg4', '-c:a', 'pcm_s16le', '-metadata', 'title=secret'],
  );
  const output = join(folder, 'copy.mp4');
  t.same(await converter.watchCopy({ source, output, allows }), { playsOriginal: false, copied: true });
  const [video, sound] = await streams(output);
  t.match(video, { codec_name: 'h264', width: 640, height: 360, pix_fmt: 'yuv420p', sample_aspect_ratio: '1:1' });
  t.ok(Number(video?.['nb_frames']) <= 31, 'at most 30 a second');
  t.match(sound, { codec_name: 'aac', channels: 2 });
  const film = await readFile(output);
  const [[moov], [mdat]] = [find(film, 'moov'), find(film, 'mdat')];
  t.ok(moov && mdat && moov.start < mdat.start, 'the index comes first');
  t.notOk(film.includes('secret'));
});

t.test('a picture with odd sides that is small stays about as small, and WebM is not for every phone', async (t) => {
  const folder = t.testdir();
  const lab = new MediaLab(folder);
  const noise = ['-f', 'lavfi', '-i', 'testsrc2=size=101x57:rate=10:duration=0.5'];
  const source = await lab.make('odd.webm', ...noise, '-c:v', 'libvpx');
  const output = join(folder, 'copy.mp4');
  t.match(await converter.watchCopy({ source, output, allows }), { copied: true });
  const [video] = await streams(output);
  const sides = [Number(video?.['width']), Number(video?.['height'])];
  // An encoder may round what it was given.
  t.strictSame(sides, sides[0] === 102 ? [102, 58] : [100, 56]);
});

t.test('nothing is made without room, without an encoder, or of what is no film', async (t) => {
  const folder = t.testdir();
  const source = fixture('vp9-1080x1080.webm');
  const output = join(folder, 'copy.mp4');
  let asked = 0;
  const noRoom = (bytes: number) => {
    asked = bytes;
    return false;
  };
  t.equal(await converter.watchCopy({ source, output, allows: noRoom }), undefined);
  t.ok(asked > 10_000 && asked < 57_300_000, `${asked} bytes were asked for`);
  const { ffmpeg } = tools;
  const poor = new Converter({
    tools: { ...tools, ffmpeg: ffmpeg && { ...ffmpeg, encoders: new Set() } },
    log: silentLog,
  });
  t.same(await poor.watchCopy({ source, output, allows }), { playsOriginal: false, copied: false });
  const zip = { source: fixture('loop-format-bunny.zip'), output, allows };
  t.same(await converter.watchCopy(zip), { playsOriginal: false, copied: false });
  t.notOk(existsSync(output));
});

t.test('one that is stopped leaves nothing', async (t) => {
  const folder = t.testdir();
  const lab = new MediaLab(folder);
  const long = ['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25:duration=60'];
  const source = await lab.make('long.avi', ...long, '-c:v', 'mpeg4', '-q:v', '20');
  const output = join(folder, 'copy.mp4');
  const stop = new AbortController();
  const made = converter.watchCopy({ source, output, allows, signal: stop.signal });
  await lab.until(() => existsSync(output));
  stop.abort();
  await t.rejects(made, { code: 'convert-cancelled' });
  await t.rejects(stat(output), { code: 'ENOENT' });
});
