import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { packageRoot } from '../../../daemon/package-root.js';
import { box, boxesIn, changeStco, find, widenStco } from './film-boxes.js';
import { rewrite } from './rewrite.js';

const run = promisify(execFile);
/** Some sixty processes, on a busy machine. */
t.setTimeout(240_000);
const folder = t.testdir();
const { stdout: encoders } = await run('ffmpeg', ['-hide_banner', '-encoders']);

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=25:d=2'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=d=2', '-c:a', 'aac'];
/** B-frames and the priming of AAC make edit lists of their own. */
const H264 = ['-c:v', 'libx264', '-g', '10', '-bf', '2', '-pix_fmt', 'yuv420p'];

const plain = await make('plain.mp4', ...PICTURE, ...SOUND, ...H264);

const films: Record<string, Buffer> = {
  'an mp4 with sound': plain,
  'a QuickTime film with `wide`': await make('wide.mov', ...PICTURE, ...SOUND, ...H264),
  'a rotated film': rotate(plain),
  'a film that begins within a group of pictures': await make(
    'cut.mp4',
    '-ss',
    '0.5',
    '-i',
    join(folder, 'plain.mp4'),
    '-c',
    'copy',
  ),
  'a film in two pieces with `free` between': splitData(plain),
  'a film with co64': widenStco(plain),
  'a film whose moov is as long as the file lasts': openEnded(plain),
  'a fixture with an empty second mdat': fixture('bunny-640x480-25fps.mp4'),
  'a fixture of MPEG-4': fixture('asset-mpeg4.mov'),
  'a fixture with `wide`': fixture('clip-320x180-24fps.mp4'),
};
if (encoders.includes('libx265')) {
  const hevc = ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-pix_fmt', 'yuv420p10le', '-tag:v', 'hvc1'];
  films['a film in 10 bit HEVC'] = await make('hevc.mov', ...PICTURE, ...hevc);
}

for (const [name, film] of Object.entries(films)) {
  t.test(`${name} is the same film when rewritten, and can be read from a pipe`, async (t) => {
    const rewritten = await rewrite(film);
    if (rewritten === undefined) return t.fail('it is left alone');
    const types = boxesIn(rewritten).map(({ type }) => type);
    t.same(types.slice(0, 2), ['ftyp', 'moov'], types.join());
    t.equal(rewritten.length, film.length);
    t.same(await facts(rewritten), await facts(film));
    t.equal(await decodedFrames(rewritten, 'pipe'), await decodedFrames(film, 'file'));
    t.equal(await rewrite(rewritten), undefined, 'and there is nothing more to gain');
  });
}

const leftAlone: Record<string, Buffer> = {
  'a film that is fast already': await make('fast.mp4', ...PICTURE, ...H264, '-movflags', 'faststart'),
  'a fragmented film': await make('fragments.mp4', ...PICTURE, ...H264, '-movflags', 'frag_keyframe+empty_moov'),
  'a fragmented film whose moov has pictures, too': await make(
    'hybrid.mp4',
    ...PICTURE,
    ...H264,
    '-movflags',
    'frag_keyframe',
  ),
  'a film with its edit list in front': fixture('edit-list.mp4'),
  'a WebM': fixture('vp9-1080x1080.webm'),
  'a photo (HEIC)': fixture('photo.heic'),
  'a GIF': fixture('crawl.gif'),
  'a ZIP': fixture('loop-format-bunny.zip'),
  'a film that breaks off': plain.subarray(0, plain.length - 100),
  'an empty file': Buffer.alloc(0),
  text: Buffer.from('just a few words'),
};
for (const [name, film] of Object.entries(leftAlone)) {
  t.test(`${name} is left alone`, async (t) => t.equal(await rewrite(film), undefined));
}

async function make(name: string, ...args: string[]): Promise<Buffer> {
  const path = join(folder, name);
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, `file:${path}`]);
  return readFileSync(path);
}

function fixture(name: string): Buffer {
  return readFileSync(join(packageRoot, 'test/fixtures', name));
}

/** A quarter turn: the matrix stands 40 bytes into a track header of version 0. */
function rotate(film: Buffer): Buffer {
  const rotated = Buffer.from(film);
  for (const { payload } of find(film, 'moov', 'trak', 'tkhd').slice(0, 1)) {
    for (const [index, value] of [0, 1, 0, -1, 0].entries())
      rotated.writeInt32BE(value * 0x10000, payload + 40 + 4 * index);
  }
  return rotated;
}

/** Cuts the data at the chunk next to its middle. */
function splitData(film: Buffer): Buffer {
  const [mdat] = find(film, 'mdat');
  if (mdat === undefined) throw new Error('no data');
  const middle = (mdat.payload + mdat.end) / 2;
  let cut = mdat.payload;
  changeStco(film, (offset) => {
    if (Math.abs(offset - middle) < Math.abs(cut - middle)) cut = offset;
    return offset;
  });
  const free = box('free', Buffer.alloc(100, 'x'));
  const moved = changeStco(film, (offset) => (offset < cut ? offset : offset + free.length + 8));
  return Buffer.concat([
    moved.subarray(0, mdat.start),
    box('mdat', film.subarray(mdat.payload, cut)),
    free,
    box('mdat', film.subarray(cut, mdat.end)),
    moved.subarray(mdat.end),
  ]);
}

function openEnded(film: Buffer): Buffer {
  const open = Buffer.from(film);
  for (const { start } of find(film, 'moov')) open.writeUInt32BE(0, start);
  return open;
}

/** Hashes of all decoded pictures and sounds with their times. */
async function decodedFrames(film: Buffer, from: 'pipe' | 'file'): Promise<string> {
  const path = join(folder, 'judged');
  writeFileSync(path, film);
  const input = from === 'file' ? path : 'pipe:0';
  const words = `ffmpeg -nostdin -v error -i ${input} -map 0:v -map 0:a? -f framemd5 - < ${path}`;
  const { stdout } = await run('sh', ['-c', words], { maxBuffer: 10_000_000 });
  return stdout;
}

async function facts(film: Buffer): Promise<unknown> {
  const path = join(folder, 'judged');
  writeFileSync(path, film);
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', path]);
  return JSON.parse(stdout);
}
