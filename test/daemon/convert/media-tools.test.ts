import { chmodSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { findMediaTools, requireFfmpeg } from '../../../daemon/convert/media-tools.js';
import { tools } from './media-lab.js';

t.test('the tools of this machine are found with what they can do', (t) => {
  const { ffmpeg } = requireFfmpeg(tools);
  t.match(ffmpeg.version, /\d/);
  t.ok(ffmpeg.filters.has('scale') && ffmpeg.decoders.has('h264'));
  t.ok(ffmpeg.threads >= 1 && ffmpeg.threads <= 4);
  t.end();
});

t.test('a machine without them is no error until one is needed', async (t) => {
  const none = await findMediaTools({ searchPath: t.testdir() });
  t.same(none, { ffmpeg: undefined, ffprobe: undefined, heifConvert: undefined, pdf: undefined, sandbox: [] });
  t.throws(() => requireFfmpeg(none), { code: 'ffmpeg-missing', message: /sudo apt install ffmpeg/ });
});

t.test('a codec is known by the names of its decoders and encoders, which may not be its own', async (t) => {
  const folder = t.testdir();
  const codecs = ` D..... = Decoding supported
 DEV.LS h264        H.264 (decoders: h264 h264_v4l2m2m ) (encoders: libx264 libx264rgb )
 D.VIL. aic         Apple Intermediate Codec
 .EVIL. a64_multi   Multicolor charset (encoders: a64multi )
 ..V.L. prosumer    Brooktree ProSumer Video`;
  for (const name of ['ffmpeg', 'ffprobe']) {
    writeFileSync(`${folder}/${name}`, `#!/bin/sh\necho 'ffmpeg version n7.1' >&2\necho '${codecs}'\n`);
    chmodSync(`${folder}/${name}`, 0o755);
  }
  const { ffmpeg } = requireFfmpeg(await findMediaTools({ searchPath: folder }));
  t.equal(ffmpeg.version, 'n7.1');
  t.same([...ffmpeg.decoders], ['h264', 'h264_v4l2m2m', 'aic']);
  t.same([...ffmpeg.encoders], ['libx264', 'libx264rgb', 'a64multi']);
});

t.test('an ffmpeg that is too old is named with what is needed', async (t) => {
  const folder = t.testdir();
  for (const name of ['ffmpeg', 'ffprobe']) {
    writeFileSync(`${folder}/${name}`, '#!/bin/sh\necho "ffmpeg version 4.3.6-0+deb11u1 Copyright"\n');
    chmodSync(`${folder}/${name}`, 0o755);
  }
  const old = await findMediaTools({ searchPath: folder });
  t.throws(() => requireFfmpeg(old), { code: 'ffmpeg-too-old', message: /4\.3\.6.*5\.1 or newer/ });
});

t.test('an ffmpeg that does not run is as good as none, and no reason to end', async (t) => {
  const folder = t.testdir();
  for (const name of ['ffmpeg', 'ffprobe']) {
    writeFileSync(`${folder}/${name}`, '#!/bin/sh\nexit 127\n');
    chmodSync(`${folder}/${name}`, 0o755);
  }
  const broken = await findMediaTools({ searchPath: folder });
  t.equal(broken.ffmpeg, undefined);
  t.throws(() => requireFfmpeg(broken), { code: 'ffmpeg-missing', message: /or does not run/ });
});
