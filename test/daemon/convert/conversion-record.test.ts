import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import t from 'tap';
import { MAX_RECORD_BYTES } from '../../../daemon/convert/conversion-record.js';
import { fixture, MediaLab, tools } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 64, height: 48 };

t.test('a conversion says what was done: with what, to what, how long, and what came of it', async (t) => {
  const secret = `${lab.folder}/a folder of mine`;
  mkdirSync(secret);
  const source = `${secret}/film.mp4`;
  copyFileSync(fixture('clip-320x180-24fps.mp4'), source);
  const { record, ...clip } = await lab.convert(source, panel, { fit: 'contain', background: 'blur', lengthMs: 500 });
  t.match(record, {
    tools: { ffmpeg: tools.ffmpeg?.version },
    source: { bytes: statSync(source).size, way: 'plain', demuxer: 'mov', codec: 'h264', width: 320, orientation: 1 },
    wanted: { geometry: panel, options: { fit: 'contain', background: 'blur', lengthMs: 500 } },
    made: { kind: 'video', frames: clip.frames, durationMs: clip.durationMs, bytes: clip.bytes },
  });
  t.same(
    record.runs.map(({ program }) => program),
    ['ffprobe', 'ffmpeg'],
  );
  t.ok(record.ms.probe > 0 && record.ms.ffmpeg > 0 && record.ms.total >= record.ms.probe);
  t.match(record.runs[1]?.arguments.join(' '), /-i file:film\.mp4 .*gblur/);
  t.same(JSON.parse(JSON.stringify(record)), record, 'plain JSON');
  t.notMatch(JSON.stringify(record), /folder of mine/, 'no path is told');
});

t.test('a record is small for every way of converting', async (t) => {
  for (const name of ['crawl.gif', 'photo.heic', 'loop-format-bunny.zip', 'vp9-1080x1080.webm']) {
    if (name === 'photo.heic' && !tools.heifConvert) continue;
    const { record } = await lab.convert(fixture(name), panel, { lengthMs: 300 });
    t.ok(Buffer.byteLength(JSON.stringify(record)) < MAX_RECORD_BYTES, name);
    t.match(record.source['way'], /./);
  }
});
