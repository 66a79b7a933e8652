import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { type Conversion, Converter } from '../../../daemon/convert/convert.js';
import { requireFfmpeg } from '../../../daemon/convert/media-tools.js';
import { silentLog } from '../../../daemon/log.js';
import { fixture, MediaLab, tools } from './media-lab.js';
import { Sender } from './sender.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 160, height: 120 };
let count = 0;

const TEST_FILM = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25:duration=2', '-f', 'lavfi', '-i', 'sine=d=2'];
const UNEVEN = ['-vf', "select='not(mod(n,3))+not(mod(n,7))'", '-fps_mode', 'vfr'];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '30', '-c:a', 'aac'];
const FAST_START = ['-movflags', '+faststart'];

const even = await lab.make('even.mp4', ...TEST_FILM, ...H264, ...FAST_START);
const uneven = await lab.make('uneven.mp4', ...TEST_FILM, ...UNEVEN, ...H264, ...FAST_START);
const remux = (name: string, source: string, ...args: string[]) => lab.make(name, '-i', source, '-c', 'copy', ...args);

/** Sends the file in pieces while it is converted. */
async function convertArriving(source: string | Buffer, sizes: readonly number[] = [40_000], converter?: Converter) {
  const sender = new Sender(source, `${lab.folder}/arriving-${count++}`);
  const sending = sender.sendAll(sizes);
  const output = `${lab.folder}/arrived-${count}.zip`;
  const more = { arriving: sender, originalName: 'clip', output, ...(converter && { converter }) };
  const conversion = await lab.convert(sender.path, panel, {}, more);
  await sending;
  await lab.until(() => sender.followers === 0);
  return { conversion, zip: readFileSync(output) };
}

async function convertFromDisk(source: string) {
  const output = `${lab.folder}/from-disk-${count++}.zip`;
  const conversion = await lab.convert(source, panel, {}, { originalName: 'clip', output });
  return { conversion, zip: readFileSync(output) };
}

/** What a conversion says of its result. */
function saidOf({ kind, frames, durationMs, bytes, notes, planKey }: Conversion): Partial<Conversion> {
  return { kind, frames, durationMs, bytes, notes, planKey };
}

/** As they ended. */
function programsOf({ record }: Conversion): string[] {
  return record.runs.map(({ program }) => program);
}

const KINDS: Record<string, () => Promise<string>> = {
  'an MP4 that starts fast': async () => even,
  'an MP4 of a variable rate': async () => uneven,
  'an MP4 with an edit list': () => remux('edit-list.mp4', fixture('edit-list.mp4'), ...FAST_START),
  'an MP4 cut between key frames': () => lab.make('cut.mp4', '-ss', '0.7', '-i', uneven, '-c', 'copy', ...FAST_START),
  'a rotated MP4': () => remux('rotated.mp4', even, '-metadata:s:v', 'rotate=90', ...FAST_START),
  'a QuickTime film': () => remux('film.mov', fixture('asset-mpeg4.mov'), ...FAST_START),
  'a fragmented MP4': () => remux('fragments.mp4', even, '-movflags', 'frag_keyframe+empty_moov'),
  'a WebM': async () => fixture('vp9-1080x1080.webm'),
  'a Matroska file of a variable rate': () => remux('uneven.mkv', uneven),
  'a transport stream': () => remux('even.ts', even),
  'an FLV': () => remux('even.flv', even),
  'an AVI': () => lab.make('even.avi', ...TEST_FILM, '-c:v', 'mpeg4', '-c:a', 'mp3'),
};

for (const [kind, make] of Object.entries(KINDS)) {
  t.test(`${kind} becomes the same frame zip while it arrives as from disk`, async (t) => {
    const source = await make();
    const [arrived, fromDisk] = [await convertArriving(source), await convertFromDisk(source)];
    t.ok(arrived.zip.equals(fromDisk.zip), 'byte by byte');
    t.same(saidOf(arrived.conversion), saidOf(fromDisk.conversion));
  });
}

t.test('ffmpeg does not wait for ffprobe where the index says what it will say', async (t) => {
  const begun = `${lab.folder}/ffmpeg-was-started`;
  const script = (name: string, program: string, before: string) => {
    const path = `${lab.folder}/${name}`;
    writeFileSync(path, `#!/bin/sh\n${before}\nexec ${program} "$@"\n`, { mode: 0o755 });
    return path;
  };
  const { ffmpeg, ffprobe } = requireFfmpeg(tools);
  const late = new Converter({
    tools: {
      ...tools,
      ffmpeg: { ...ffmpeg, path: script('marking-ffmpeg', ffmpeg.path, `: > '${begun}'`) },
      ffprobe: script('late-ffprobe', ffprobe, `while [ ! -e '${begun}' ]; do sleep 0.01; done`),
    },
    log: silentLog,
    niceness: 0,
  });
  const { conversion, zip } = await convertArriving(even, [40_000], late);
  t.ok(zip.equals((await convertFromDisk(even)).zip));
  t.same(programsOf(conversion), ['ffprobe', 'ffmpeg']);
});

t.test('a film that is not what its index says is converted by what ffprobe says', async (t) => {
  const lying = await remux('lying.mp4', even, '-bsf:v', 'h264_metadata=matrix_coefficients=1', ...FAST_START);
  const { conversion, zip } = await convertArriving(lying);
  t.ok(zip.equals((await convertFromDisk(lying)).zip));
  t.same(programsOf(conversion), ['ffprobe', 'ffmpeg', 'ffmpeg'], 'begun anew');
});

t.test('where the pieces end makes no difference', async () => {
  const { zip } = await convertFromDisk(even);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
      // A file of single bytes would take a minute to send.
      const arrived = await convertArriving(even, [...sizes, 60_000]);
      return arrived.zip.equals(zip);
    }),
    { numRuns: 6 },
  );
});

t.test('a file that is moved when it is complete is converted all the same', async (t) => {
  const sender = new Sender(even, `${lab.folder}/moved`);
  const output = `${lab.folder}/moved.zip`;
  const converting = lab.convert(sender.path, panel, {}, { arriving: sender, originalName: 'clip', output });
  sender.send(sender.totalBytes - 1);
  await lab.until(() => existsSync(output));
  sender.send(1);
  renameSync(sender.path, `${lab.folder}/elsewhere`);
  await converting;
  t.ok(readFileSync(output).equals((await convertFromDisk(even)).zip));
});

t.test('frames come while the file is still on its way', async (t) => {
  const sender = new Sender(even, `${lab.folder}/half`);
  const output = `${lab.folder}/half.zip`;
  const seen = { frames: 0 };
  const converting = lab.convert(
    sender.path,
    panel,
    {},
    { arriving: sender, output, onProgress: (progress) => Object.assign(seen, progress) },
  );
  sender.send(Math.floor(sender.totalBytes / 2));
  await lab.until(() => seen.frames > 0);
  t.equal(sender.state, 'arriving');
  await sender.sendAll([50_000]);
  t.equal((await converting).frames, 50);
});
