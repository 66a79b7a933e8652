import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { Converter, DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/convert.js';
import { startFfmpeg } from '../../../daemon/convert/ffmpeg.js';
import { runFfprobe } from '../../../daemon/convert/ffprobe.js';
import { PreviewStill } from '../../../daemon/convert/preview-still.js';
import { silentLog } from '../../../daemon/log.js';
import { MediaLab, tools } from './media-lab.js';

const lab = new MediaLab(t.testdir());

t.test('what ffprobe says is heard up to 32 MB, and beyond that there is no answer', async (t) => {
  const most = 32 << 20;
  const saying = (bytes: number) => lab.program(`head -c ${bytes} /dev/zero | tr '\\0' a`);
  const { answer } = await runFfprobe(saying(most), [], '/dev/null');
  t.equal(answer.length, most);
  const tooMuch = await runFfprobe(saying(most + 1), [], '/dev/null');
  t.equal(tooMuch.answer, '');
});

t.test(
  'ffmpeg is read 1 MB ahead of whoever takes its frames, and then it waits',
  {
    skip: process.platform !== 'linux' && 'there is no /proc to tell how much a process has written',
  },
  async (t) => {
    const [width, height, frames] = [320, 240, 100];
    const whole = width * height * 2 * frames;
    const picture = ['-f', 'rawvideo', '-video_size', `${width}x${height}`, '-pixel_format', 'rgb565be'];
    const commandLine = {
      before: ['-nostdin', '-hide_banner', '-loglevel', 'error', ...picture],
      path: '/dev/zero',
      after: ['-frames:v', String(frames), '-f', 'rawvideo'],
    };
    const { output, finished } = await startFfmpeg(tools.ffmpeg?.path ?? '', commandLine, { niceness: 0 });
    let read = 0;
    for await (const chunk of output) {
      if (read === 0) {
        const ahead = await writtenUntilItWaits();
        // And what the socket holds (net.core.wmem_max), and a frame that ffmpeg is about to write.
        t.ok(ahead < (1 << 20) + 2 * socketBytes() + width * height * 2, `${ahead} of ${whole} bytes`);
      }
      read += chunk.length;
    }
    t.ok((await finished).content);
    t.equal(read, whole, 'it goes on when it is read on');
  },
);

/** What is on its way in a socket; where a container does not tell, Linux's own default. */
function socketBytes(): number {
  const path = '/proc/sys/net/core/wmem_max';
  return existsSync(path) ? Math.max(212_992, Number(readFileSync(path, 'utf8'))) : 212_992;
}

/** Bytes that the only child of this process has written when it writes no more; proc(5). */
async function writtenUntilItWaits(): Promise<number> {
  const listing = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  const child = listing
    .split('\n')
    .find((line) => !/\bps -o\b/.test(line))
    ?.trim()
    .split(' ')[0];
  const written = () => Number(/wchar: (\d+)/.exec(readFileSync(`/proc/${child}/io`, 'utf8'))?.[1]);
  let seen = 0;
  for (let same = 0; same < 10; same = written() === seen ? same + 1 : 0) {
    seen = written();
    await sleep(20);
  }
  return seen;
}

t.test('four stills are kept for previews, and the one wanted longest ago is taken from the file anew', async (t) => {
  const { ffmpeg } = tools;
  if (!ffmpeg) throw new Error('ffmpeg is needed');
  const runs = `${lab.folder}/runs`;
  mkdirSync(runs);
  // Its limits let it write nothing, but for a name.
  const path = lab.program(`mktemp ${runs}/XXXXXXXX >/dev/null; exec ${ffmpeg.path} "$@"`);
  const previewer = new Converter({ tools: { ...tools, ffmpeg: { ...ffmpeg, path } }, log: silentLog, niceness: 0 });
  const source = await lab.make('dot.png', '-f', 'lavfi', '-i', 'color=size=16x12', '-frames:v', '1');
  const taken = async (...moments: number[]) => {
    const before = readdirSync(runs).length;
    for (const atMs of moments) {
      await previewer.preview({ source, geometry: { width: 16, height: 12 }, options: DEFAULT_CONVERT_OPTIONS, atMs });
    }
    return readdirSync(runs).length - before;
  };
  t.equal(await taken(0, 1, 2, 3), 4);
  t.equal(await taken(3, 2, 1, 0), 0);
  t.equal(await taken(4), 1);
  t.equal(await taken(0, 1, 2, 4), 0);
  t.equal(await taken(3), 1, 'it was wanted longest ago when the fifth came');
});

t.test('of a still four sizes are kept', async (t) => {
  const pixels = new Uint8Array(3 * 8 * 6).fill(9);
  const still = new PreviewStill({ width: 8, height: 6, pixels, transparent: false, drawn: false });
  const scaled = (width: number) => still.scaled({ width, height: 3 }, undefined, '#000000');
  const first = scaled(1);
  t.equal(scaled(1), first);
  const others = [2, 3, 4].map(scaled);
  t.equal(scaled(1), first);
  scaled(5);
  t.same([2, 3, 4].map(scaled), others);
  t.not(scaled(1), first, 'made anew');
});
