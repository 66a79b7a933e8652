import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import t from 'tap';
import { fixture, MediaLab } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 32, height: 24 };
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=25:duration=2'];
const sound = ['-f', 'lavfi', '-i', 'sine=duration=1'];

function file(name: string, content: string | Uint8Array): string {
  const path = `${lab.folder}/${name}`;
  writeFileSync(path, content);
  return path;
}

t.test('what is no picture is refused with a code and one plain sentence', async (t) => {
  const mp4 = readFileSync(await lab.make('whole.mp4', ...picture, ...x264));
  const cases: [path: string, code: string, message: RegExp][] = [
    [file('text.mp4', 'hello, this is a text\n'), 'media-unsupported', /^"text.mp4" is text; a video/],
    [file('empty.mp4', ''), 'media-unreadable', /is empty/],
    [
      file('list.mp4', '#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\nfile:/etc/passwd\n'),
      'media-unsupported',
      /is a playlist/,
    ],
    [file('concat.mp4', "ffconcat version 1.0\nfile '/etc/passwd'\n"), 'media-unsupported', /is a playlist/],
    [
      file('drawing.png', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'media-unsupported',
      /SVG/,
    ],
    [
      file('noise.mp4', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256))),
      'media-unreadable',
      /cannot be read/,
    ],
    [file('late.mp4', mp4.subarray(0, mp4.length >> 1)), 'media-unreadable', /moov atom not found/],
    [await lab.make('song.mp3', ...sound), 'media-no-picture', /sound but no moving picture/],
    [
      await lab.make(
        'cover.mp3',
        ...sound,
        '-f',
        'lavfi',
        '-i',
        'color=red:size=64x64:duration=0.04',
        '-map',
        '0',
        '-map',
        '1',
        '-frames:v',
        '1',
        '-c:v',
        'mjpeg',
        '-disposition:v',
        'attached_pic',
      ),
      'media-no-picture',
      /sound/,
    ],
    [file('other.zip', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')), 'frame-zip', /./],
  ];
  for (const [path, code, message] of cases) {
    try {
      await lab.convert(path, panel);
      t.fail(`${path} was taken`);
    } catch (error) {
      const { code: seen, message: said } = error as { code: string; message: string };
      t.ok(seen.startsWith(code), `${path}: ${seen}`);
      t.match(said, message);
      t.notMatch(said, /\n|0x[0-9a-f]{6}|@ |\/tmp|\.tap/, 'one line, no address and no path');
    }
  }
  t.same(
    readdirSync(lab.folder).filter((name) => name.endsWith('.zip') && name.startsWith('clip')),
    [],
    'and nothing is left',
  );
});

t.test('a playlist inside a container is not followed, whatever it is called', async (t) => {
  // Two bytes in front, so that our own look at the first bytes does not know it, and ffmpeg has to.
  const path = file(
    'hidden.bin',
    Buffer.concat([Buffer.from([0, 1]), Buffer.from('#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n')]),
  );
  await t.rejects(lab.convert(path, panel), { code: 'media-unreadable' });
});

t.test('a picture with more pixels than a small machine can hold is refused', async (t) => {
  const small = readFileSync(
    await lab.make('small.png', '-f', 'lavfi', '-i', 'color=red:size=16x16', '-frames:v', '1'),
  );
  // IHDR: width and height at 16 and 20, and its checksum at 29.
  small.writeUInt32BE(12_000, 16);
  small.writeUInt32BE(10_000, 20);
  small.writeUInt32BE(crc32(small.subarray(12, 29)), 29);
  await t.rejects(lab.convert(file('huge.png', small), panel), {
    code: 'media-too-large',
    message: /12000x10000 pixels; at most 100 megapixels/,
  });
});

t.test('a cut-off film is converted as far as it goes, and says so', async (t) => {
  const whole = readFileSync(await lab.make('fast.mp4', ...picture, ...x264, '-g', '5', '-movflags', '+faststart'));
  const clip = await lab.convert(file('cut.mp4', whole.subarray(0, Math.floor(whole.length * 0.6))), panel);
  t.ok(clip.durationMs > 200 && clip.durationMs < 1600);
  t.match(clip.notes, [/^The file is cut off or damaged: \d\.\d of 2\.0 s could be read\.$/]);
});

t.test('file names that look like options, protocols or patterns are only names', async (t) => {
  const clip = readFileSync(await lab.make('plain.png', '-f', 'lavfi', '-i', 'color=red:size=16x16', '-frames:v', '1'));
  for (const name of ['-y.png', 'http:x.png', '%03d.png', 'a b;$(touch x)`.png', "quote'd.png", 'línea\n2.png']) {
    t.match(await lab.convert(file(name, clip), panel), { kind: 'still' }, JSON.stringify(name));
  }
});

t.test('sound, subtitles and cover art beside the picture do not matter', async (t) => {
  const source = await lab.make('both.mp4', ...picture, ...sound, '-map', '0', '-map', '1', ...x264, '-c:a', 'aac');
  t.match(await lab.convert(source, panel), { kind: 'video', durationMs: 2000 });
});

t.test('of several picture streams the default one is taken', async (t) => {
  const source = await lab.make(
    'two.mkv',
    '-f',
    'lavfi',
    '-i',
    'color=red:size=320x240:rate=5:duration=0.4',
    '-f',
    'lavfi',
    '-i',
    'color=blue:size=64x48:rate=5:duration=0.4',
    '-map',
    '0',
    '-map',
    '1',
    ...x264,
    '-disposition:v:0',
    '0',
    '-disposition:v:1',
    'default',
  );
  const [pixels = Buffer.alloc(0)] = (await lab.convert(source, panel)).pixels;
  t.ok(pixels.readUInt16BE(0) < 64, 'blue');
});

t.test('a photo with a video behind it is the photo', async (t) => {
  const photo = readFileSync(
    await lab.make('photo.jpg', '-f', 'lavfi', '-i', 'color=red:size=64x48', '-frames:v', '1'),
  );
  const video = readFileSync(fixture('clip-320x180-24fps.mp4')).subarray(0, 100_000);
  t.match(await lab.convert(file('motion.jpg', Buffer.concat([photo, video])), panel), { kind: 'still', frames: 1 });
});

t.test('options that are none are refused before anything runs', async (t) => {
  const source = fixture('asset-mpeg4.mov');
  await t.rejects(lab.convert(source, panel, { background: '#000000,movie=/etc/passwd' }), {
    code: 'convert-options-invalid',
  });
  await t.rejects(lab.convert(source, panel, { maxFps: Number.NaN }), { code: 'convert-options-invalid' });
  await t.rejects(lab.convert(source, { width: 0, height: 10 }), { code: 'convert-options-invalid' });
});
