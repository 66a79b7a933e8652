import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { Converter } from '../../../daemon/convert/convert.js';
import { silentLog } from '../../../daemon/log.js';
import { fixture, MediaLab, tools } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 320, height: 240 };

/** What this process has started and is still there, but for `ps` itself. */
function children(): string[] {
  const listing = execFileSync('ps', ['-o', 'stat=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return listing.split('\n').filter((line) => line !== '' && !line.startsWith('Z') && !/\bps -o\b/.test(line));
}

t.test('a cancelled conversion ends its ffmpeg and leaves no file', async (t) => {
  const source = await lab.make(
    'endless-film.mkv',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=640x480:rate=25:duration=20',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
  );
  for (const niceness of [0, 10]) {
    const cancel = new AbortController();
    let reports = 0;
    const converting = lab.convert(
      source,
      panel,
      {},
      {
        converter: new Converter({ tools, log: silentLog, niceness }),
        signal: cancel.signal,
        onProgress: () => {
          if (++reports === 2) cancel.abort();
        },
      },
    );
    await t.rejects(converting, { code: 'convert-cancelled' });
    t.same(children(), []);
  }
  t.notOk(existsSync(`${lab.folder}/clip-0.zip`) || existsSync(`${lab.folder}/clip-1.zip`));
});

t.test('a conversion that is cancelled before it begins does nothing', async (t) => {
  await t.rejects(lab.convert(fixture('asset-mpeg4.mov'), panel, {}, { signal: AbortSignal.abort() }), {
    code: 'convert-cancelled',
  });
});

t.test('cancelling an animated WebP ends both of its ffmpegs', async (t) => {
  const source = await lab.make(
    'long.webp',
    '-f',
    'lavfi',
    '-i',
    'testsrc=size=320x240:rate=30:duration=4',
    '-c:v',
    'libwebp_anim',
    '-quality',
    '20',
  );
  const cancel = new AbortController();
  const converting = lab.convert(
    source,
    { width: 100, height: 77 },
    {},
    { signal: cancel.signal, onProgress: () => cancel.abort() },
  );
  await t.rejects(converting, { code: 'convert-cancelled' });
  t.same(children(), []);
});

t.test('an ffmpeg that hangs is stopped with a clear word', async (t) => {
  const path = `${lab.folder}/ffmpeg`;
  writeFileSync(path, '#!/bin/sh\nexec sleep 1000.125\n');
  chmodSync(path, 0o755);
  if (!tools.ffmpeg) throw new Error('ffmpeg is needed');
  const hanging = new Converter({
    tools: { ...tools, ffmpeg: { ...tools.ffmpeg, path } },
    log: silentLog,
    stallMs: 2500,
  });
  await t.rejects(lab.convert(fixture('asset-mpeg4.mov'), panel, {}, { converter: hanging }), {
    code: 'convert-stalled',
    message: 'ffmpeg gave no sign of life for 2.5 s and was stopped.',
  });
  t.same(children(), []);
});

t.test('an output that exists is left alone', async (t) => {
  const output = `${lab.folder}/mine.zip`;
  writeFileSync(output, 'mine');
  await t.rejects(lab.convert(fixture('asset-mpeg4.mov'), panel, {}, { output }));
  t.ok(existsSync(output));
});

t.test('without ffmpeg the command that installs it is named', async (t) => {
  mkdirSync(`${lab.folder}/nothing`);
  const bare = new Converter({
    tools: { ffmpeg: undefined, ffprobe: undefined, heifConvert: undefined },
    log: silentLog,
  });
  await t.rejects(lab.convert(fixture('asset-mpeg4.mov'), panel, {}, { converter: bare }), {
    code: 'ffmpeg-missing',
    message: /sudo apt install ffmpeg/,
  });
});
