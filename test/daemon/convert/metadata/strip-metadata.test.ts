import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { Converter } from '../../../../daemon/convert/convert.js';
import { exifOrientation } from '../../../../daemon/convert/exif.js';
import { blankHeif } from '../../../../daemon/convert/metadata/blank-heif.js';
import { DamagedPicture } from '../../../../daemon/convert/metadata/damaged-picture.js';
import { stripGif } from '../../../../daemon/convert/metadata/strip-gif.js';
import { stripJpeg } from '../../../../daemon/convert/metadata/strip-jpeg.js';
import { stripPng } from '../../../../daemon/convert/metadata/strip-png.js';
import { stripWebp } from '../../../../daemon/convert/metadata/strip-webp.js';
import { silentLog } from '../../../../daemon/log.js';
import { fixture, MediaLab, tools } from '../media-lab.js';
import { sumsOfBoth } from './film-sums.js';
import { decodedSums, rewritten, SECRET, tellingGif, tellingJpeg, tellingPng, tellingWebp } from './telling-files.js';

const lab = new MediaLab(t.testdir());
const converter = new Converter({ tools, log: silentLog });
const pattern = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=10:duration=0.5'];
const still = [...pattern, '-frames:v', '1'];
const inLab = (name: string) => `${lab.folder}/${name}`;

async function strip(source: string): Promise<string> {
  const output = source.replace(/(\.\w+)$/, '-stripped$1');
  const result = await converter.stripMetadata({ source, output });
  if (!result.stripped) throw new Error(result.reason);
  return output;
}

t.test('pictures lose what tells of place and device, and keep every pixel and their orientation', async (t) => {
  const size = { width: 64, height: 48 };
  const jpeg = await lab.make('plain.jpg', ...still);
  const progressive = await lab.make('plain.png', ...still);
  const webp = await lab.make('plain.webp', ...still, '-c:v', 'libwebp');
  const cases: [name: string, file: string][] = [
    ['JPEG', rewritten(jpeg, inLab('a.jpg'), (plain) => tellingJpeg(plain))],
    ['PNG', rewritten(progressive, inLab('a.png'), (plain) => tellingPng(plain))],
    ['WebP', rewritten(webp, inLab('a.webp'), (plain) => tellingWebp(plain, size))],
    ['APNG', rewritten(await lab.make('m.png', ...pattern, '-f', 'apng'), inLab('b.png'), (p) => tellingPng(p))],
  ];
  for (const [name, file] of cases) {
    t.ok(readFileSync(file).includes(SECRET), `${name} told`);
    const stripped = await strip(file);
    const bytes = readFileSync(stripped);
    t.notOk(bytes.includes(SECRET) || bytes.includes('GPS') || bytes.includes('Adobe'), `${name} does not`);
    t.equal(exifOrientation(bytes), 6, `${name} stands upright`);
    t.equal(decodedSums(stripped), decodedSums(file), `${name} decodes to the same`);
    t.notOk(exifOrientation(readFileSync(await strip(stripped))) !== 6, `${name} may be stripped twice`);
  }
  t.ok(readFileSync(inLab('a-stripped.jpg')).includes('ICC_PROFILE'), 'the colour profile stays');
});

t.test('a picture that stands upright gets no EXIF', async (t) => {
  const jpeg = await lab.make('up.jpg', ...still);
  const file = rewritten(jpeg, inLab('up2.jpg'), (plain) => tellingJpeg(plain, 1));
  t.notOk(readFileSync(await strip(file)).includes('Exif'));
});

t.test('a GIF loses its comments and XMP, and plays on as often', async (t) => {
  const file = rewritten(await lab.make('p.gif', ...pattern), inLab('a.gif'), tellingGif);
  t.ok(readFileSync(file).includes(SECRET));
  const stripped = await strip(file);
  t.notOk(readFileSync(stripped).includes(SECRET));
  t.ok(readFileSync(stripped).includes('NETSCAPE2.0'));
  t.equal(decodedSums(stripped), decodedSums(file));
  const animated = await lab.make('moving.webp', ...pattern, '-c:v', 'libwebp_anim');
  const webp = rewritten(animated, inLab('b.webp'), (plain) => tellingWebp(plain, { width: 64, height: 48 }, 1));
  const panel = { width: 64, height: 48 };
  t.same((await lab.convert(await strip(webp), panel)).pixels, (await lab.convert(animated, panel)).pixels);
});

t.test('videos lose what their containers tell, and keep packets, times, rotation and pixel aspect', async (t) => {
  const film = await lab.make('film.mp4', ...pattern, '-f', 'lavfi', '-i', 'sine=duration=0.5', '-pix_fmt', 'yuv420p');
  const told = [
    '-metadata',
    'location=+52.52+013.40/',
    '-metadata',
    `make=${SECRET}`,
    '-metadata',
    `comment=${SECRET}`,
  ];
  const keys = ['-movflags', 'use_metadata_tags'];
  const vp9 = ['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuva420p', '-deadline', 'realtime', '-an'];
  const files = [
    await lab.make('turned.mp4', '-i', film, '-c', 'copy', ...told, '-metadata:s:v', 'rotate=90'),
    await lab.make('keys.mov', '-i', film, '-c', 'copy', ...told, ...keys),
    await lab.make('tags.mkv', '-i', film, '-c', 'copy', ...told, '-metadata:s:v', `title=${SECRET}`),
    await lab.make('alpha.webm', ...pattern, ...told, ...vp9),
    rewritten(fixture('edit-list.mp4'), inLab('edit.mp4'), (bytes) => bytes),
  ];
  const facts = (path: string) => {
    const entries = 'stream=codec_name,duration,sample_aspect_ratio,start_time:stream_side_data=rotation';
    const alpha = 'stream_tags=alpha_mode';
    return execFileSync('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      `${entries}:${alpha}`,
      '-of',
      'csv',
      path,
    ]).toString();
  };
  for (const file of files) {
    const stripped = await strip(file);
    const bytes = readFileSync(stripped);
    t.notOk(bytes.includes(SECRET) || bytes.includes('+52.52'), file);
    const [after, before] = sumsOfBoth([stripped, file], { maps: ['v', 'a?', 's?', 'd?'] });
    t.same(after, before, 'the same packets, and the same pictures at the same times');
    t.equal(facts(stripped), facts(file));
  }
});

t.test(
  'a HEIC photo has zeros where its EXIF was, and shows the same',
  { skip: !tools.heifConvert && 'libheif-examples is not installed' },
  async (t) => {
    const jpeg = await lab.make('for-heic.jpg', ...pattern, '-vf', 'scale=256:192', '-frames:v', '1');
    const telling = rewritten(jpeg, inLab('for-heic-2.jpg'), (plain) => tellingJpeg(plain, 1));
    const heic = inLab('photo.heic');
    try {
      execFileSync('heif-enc', ['-q', '60', '-o', heic, telling], { stdio: 'pipe' });
    } catch {
      t.comment('this libheif cannot write HEIC');
      return;
    }
    t.ok(readFileSync(heic).includes(SECRET));
    const stripped = await strip(heic);
    t.notOk(readFileSync(stripped).includes(SECRET));
    t.equal(readFileSync(stripped).length, readFileSync(heic).length);
    const panel = { width: 64, height: 48 };
    t.same((await lab.convert(stripped, panel)).pixels, (await lab.convert(heic, panel)).pixels);
    t.ok(readFileSync(await strip(rewritten(fixture('photo.heic'), inLab('b.heic'), (bytes) => bytes))).length > 0);
  },
);

t.test('what cannot be stripped is left, and the reason said', async (t) => {
  const avi = await lab.make('a.avi', ...pattern, '-c:v', 'mjpeg');
  const bmp = await lab.make('a.bmp', ...still);
  const cut = inLab('cut.png');
  writeFileSync(cut, readFileSync(await lab.make('whole.png', ...still)).subarray(0, 200));
  for (const [file, reason] of [
    [avi, /Its metadata stays: files of this kind \(avi\)/],
    [bmp, /bmp_pipe/],
    [cut, /Its metadata stays: .* cut off/],
  ] as const) {
    const output = inLab('never');
    t.match(await converter.stripMetadata({ source: file, output }), { stripped: false, reason });
    t.notOk(existsSync(output));
  }
});

t.test('a file that is there already is not touched, and a cancel leaves none', async (t) => {
  const source = fixture('bunny-640x480-25fps.mp4');
  const there = inLab('there.mp4');
  writeFileSync(there, 'mine');
  await t.rejects(converter.stripMetadata({ source, output: there }), { code: 'EEXIST' });
  t.equal(readFileSync(there, 'utf8'), 'mine');
  const stop = new AbortController();
  const gone = inLab('gone.mp4');
  const stripping = converter.stripMetadata({ source, output: gone, signal: stop.signal });
  setImmediate(() => stop.abort());
  await t.rejects(stripping, { code: 'convert-cancelled' });
  t.notOk(existsSync(gone));
});

t.test('no bytes make a stripper fail in another way than by its own error', (t) => {
  const begins = {
    jpeg: ['\xff\xd8\xff\xe1', stripJpeg],
    png: ['\x89PNG\r\n\x1a\n', stripPng],
    webp: ['RIFF....WEBPVP8X', stripWebp],
    gif: ['GIF89a\x01\0\x01\0\0\0\0', stripGif],
    heif: ['\0\0\0\x08ftyp\0\0\x01\0meta\0\0\0\0\0\0\0\x40iinf', blankHeif],
  } as const;
  for (const [begin, strip] of Object.values(begins)) {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (tail) => {
        try {
          return strip(Buffer.concat([Buffer.from(begin, 'latin1'), tail])).length >= 0;
        } catch (error) {
          return error instanceof DamagedPicture;
        }
      }),
      { numRuns: 300 },
    );
  }
  t.end();
});
