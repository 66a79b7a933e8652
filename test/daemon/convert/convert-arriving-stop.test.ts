import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import t from 'tap';
import { Converter } from '../../../daemon/convert/convert.js';
import { silentLog } from '../../../daemon/log.js';
import { fixture, MediaLab, tools } from './media-lab.js';
import { Sender } from './sender.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 160, height: 120 };
const film = await lab.make(
  'film.mp4',
  ...['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25:duration=4'],
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '30', '-movflags', '+faststart'],
);

/** What this process has started and is still there, but for `ps` itself. */
function children(): string[] {
  const listing = execFileSync('ps', ['-o', 'stat=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return listing.split('\n').filter((line) => line !== '' && !line.startsWith('Z') && !/\bps -o\b/.test(line));
}

/** @param source a path, or the bytes themselves. */
function begin(source: string | Buffer, name: string, more: { signal?: AbortSignal; converter?: Converter } = {}) {
  const sender = new Sender(source, `${lab.folder}/${name}`);
  const output = `${lab.folder}/${name}.zip`;
  const seen = { frames: 0 };
  const converting = lab.convert(
    sender.path,
    panel,
    {},
    { arriving: sender, output, onProgress: (progress) => Object.assign(seen, progress), ...more },
  );
  converting.catch(() => {});
  return { sender, output, converting, seen };
}

const UNSTREAMABLE = {
  'a film whose description comes last': readFileSync(fixture('bunny-640x480-25fps.mp4')),
  'an iPhone photo': readFileSync(fixture('photo.heic')),
  'a GIF': readFileSync(fixture('crawl.gif')),
  'a frame zip': readFileSync(fixture('loop-format-bunny.zip')),
  'a text': Buffer.from('the quick brown fox\n'.repeat(400)),
  'a PNG': Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(9000)]),
};

for (const [kind, bytes] of Object.entries(UNSTREAMABLE)) {
  t.test(`${kind} is refused by its beginning`, async (t) => {
    const { sender, converting, output } = begin(bytes, kind.replaceAll(' ', '-'));
    sender.send(8192);
    await t.rejects(converting, { code: 'convert-not-streamable' });
    await lab.until(() => sender.followers === 0);
    t.notOk(existsSync(output));
  });
}

t.test('an empty file and one of a few bytes are left to converting from disk', async (t) => {
  for (const bytes of [Buffer.alloc(1), Buffer.from('RIFF....AVI ')]) {
    const { sender, converting } = begin(bytes, `short-${bytes.length}`);
    sender.send(bytes.length);
    await t.rejects(converting, { code: 'convert-not-streamable' });
  }
});

t.test('damage in the middle is left to converting from disk, with the reason', async (t) => {
  const bytes = readFileSync(film);
  const middle = Math.floor(bytes.length / 2);
  bytes.fill(0xaa, middle, middle + 20_000);
  const { sender, converting, output } = begin(bytes, 'damaged');
  await sender.sendAll([100_000]);
  await t.rejects(converting, { code: 'convert-not-streamable', cause: Error });
  t.notOk(existsSync(output));
  await lab.until(() => children().length === 0);
});

t.test('a file that ends before it should is left to converting from disk', async (t) => {
  const bytes = readFileSync(film);
  const { sender, converting } = begin(bytes.subarray(0, bytes.length / 2), 'cut-off');
  await sender.sendAll([100_000]);
  await t.rejects(converting, { code: 'convert-not-streamable' });
});

t.test('a conversion whose sender goes away ends with the reason and leaves nothing', async (t) => {
  for (const share of [0, 0.01, 0.5]) {
    const { sender, converting, output, seen } = begin(film, `gone-${share}`);
    sender.send(Math.ceil(sender.totalBytes * share));
    if (share === 0.5) await lab.until(() => seen.frames > 0);
    sender.fail();
    await t.rejects(converting, { code: 'upload-incomplete' });
    t.notOk(existsSync(output));
    await lab.until(() => sender.followers === 0 && children().length === 0);
  }
});

t.test('a conversion can be cancelled at every stage', async (t) => {
  const stages: Record<string, (started: ReturnType<typeof begin>) => Promise<void>> = {
    'before the first byte': async () => {},
    'while the head is awaited': async ({ sender }) => sender.send(100),
    'while ffprobe waits for bytes': async ({ sender }) => {
      sender.send(5000);
      await lab.until(() => children().some((line) => line.includes('ffprobe')));
    },
    'while ffmpeg waits for bytes': async ({ sender, seen }) => {
      sender.send(Math.floor(sender.totalBytes / 2));
      await lab.until(() => seen.frames > 0);
    },
    'when all is there': async ({ sender, seen }) => {
      const sending = sender.sendAll([30_000]);
      await lab.until(() => seen.frames > 0);
      await sending;
    },
  };
  for (const [stage, come] of Object.entries(stages)) {
    const cancel = new AbortController();
    const started = begin(film, stage.replaceAll(' ', '-'), { signal: cancel.signal });
    await come(started);
    cancel.abort();
    await t.rejects(started.converting, { code: 'convert-cancelled' }, stage);
    t.notOk(existsSync(started.output), stage);
    await lab.until(() => started.sender.followers === 0 && children().length === 0);
  }
});

t.test('a sender that takes its time is no stall, of ffprobe or of ffmpeg', async (t) => {
  const patient = new Converter({ tools, log: silentLog, niceness: 0, stallMs: 3000 });
  const { sender, converting, seen } = begin(film, 'slow', { converter: patient });
  for (const bytes of [5000, 45_000]) {
    sender.send(bytes);
    // Longer than a stall.
    const untilMs = performance.now() + 3500;
    await lab.until(() => performance.now() > untilMs);
  }
  await sender.sendAll([50_000]);
  t.equal((await converting).frames, 100);
  t.ok(seen.frames > 0);
});
