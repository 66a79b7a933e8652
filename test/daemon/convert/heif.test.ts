import t from 'tap';
import { Converter } from '../../../daemon/convert/convert.js';
import { silentLog } from '../../../daemon/log.js';
import { fixture, MediaLab, tools } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 96, height: 64 };

t.test(
  "an iPhone photo becomes a still by libheif's tool",
  { skip: !tools.heifConvert && 'libheif-examples is not installed' },
  async (t) => {
    const clip = await lab.convert(fixture('photo.heic'), panel);
    t.match(clip, { kind: 'still', frames: 1, durationMs: 0, notes: [] });
    t.ok(new Set(clip.pixels[0]).size > 32, 'a picture, and not one colour');
  },
);

t.test('without that tool the command that installs it is named', async (t) => {
  const without = new Converter({ tools: { ...tools, heifConvert: undefined }, log: silentLog });
  try {
    t.match(
      await lab.convert(fixture('photo.heic'), panel, {}, { converter: without }),
      { kind: 'still' },
      'a newer ffmpeg reads it',
    );
  } catch (error) {
    t.match(error, { code: 'media-unsupported', message: /sudo apt install libheif-examples/ });
  }
});

t.test('AVIF is read by ffmpeg, still or moving', async (t) => {
  const args = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=5:duration=0.6', '-c:v', 'libaom-av1', '-cpu-used', '8'];
  t.match(await lab.convert(await lab.make('still.avif', ...args, '-frames:v', '1', '-still-picture', '1'), panel), {
    kind: 'still',
  });
  t.match(await lab.convert(await lab.make('moving.avif', ...args), panel), {
    kind: 'video',
    frames: 3,
    durationMs: 600,
  });
});
