import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Converter, DEFAULT_CONVERT_OPTIONS } from '../daemon/convert/convert.js';
import { type FfmpegTool, findMediaTools, type MediaTools, requireFfmpeg } from '../daemon/convert/media-tools.js';
import { type CommandLine, planFile } from '../daemon/convert/plan.js';
import { decodeProbe, PROBE_ARGUMENTS } from '../daemon/convert/probe.js';
import { FrameZipReader } from '../daemon/frames/reader.js';
import { type Log, silentLog } from '../daemon/log.js';
import { packageRoot } from '../daemon/package-root.js';
import type { BenchResult } from './bench-result.js';
import { type BenchClip, convertClips, repeated } from './convert-clips.js';
import { median } from './statistics.js';

const execute = promisify(execFile);
const GEOMETRY = { width: 320, height: 240 };
const PAIRS = 7;
/** The first pair fills the caches of both. */
const WARM_UP = 1;
const MEMORY_RUNS = 3;

/** Conversion against bare ffmpeg with the same arguments, by turns; memory in a process of its own; frames compared byte for byte. */
export async function run(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'framed-bench-'));
  try {
    const tools = await findMediaTools();
    const { ffmpeg } = requireFfmpeg(tools);
    const cases: ConvertCase[] = [];
    for (const clip of await convertClips(folder)) cases.push(await measure(clip, tools, folder));
    return {
      title: `convert to ${GEOMETRY.width}x${GEOMETRY.height}, medians of ${PAIRS} pairs (A B A B …) with ffmpeg ${ffmpeg.version}`,
      columns: [
        'clip',
        'ffmpeg ms',
        'convert ms',
        'ratio',
        'cold',
        'cpu ratio',
        'probe ms',
        'ratio with probe',
        'zip/raw',
        'rss + MB',
        '4x: rss + MB',
        '16x: rss + MB',
        'identical',
      ],
      rows: cases.map((c) => [
        ...[
          c.clip,
          c.ffmpeg_ms,
          c.convert_ms,
          c.ratio_to_ffmpeg,
          c.cold_ratio_to_ffmpeg,
          c.cpu_ratio_to_ffmpeg,
          c.probe_ms,
          c.ratio_with_probe,
        ],
        ...[c.zip_to_raw, c.rss_above_idle_mb, c.rss_above_idle_4x_mb, c.rss_above_idle_16x_mb, String(c.identical)],
      ]),
      json: { cases },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * ratio_to_ffmpeg leaves out ffprobe, which has to run before anyone can know the filters; ratio_with_probe has it. Both are of a
 * converter whose writer thread is kept from the conversion before; cold_ratio_to_ffmpeg is of one that starts its thread.
 */
interface ConvertCase {
  clip: string;
  ffmpeg_ms: number;
  convert_ms: number;
  ratio_to_ffmpeg: number;
  cold_ratio_to_ffmpeg: number;
  cpu_ratio_to_ffmpeg: number;
  probe_ms: number;
  ratio_with_probe: number;
  zip_to_raw: number;
  rss_above_idle_mb: number;
  rss_above_idle_4x_mb: number;
  rss_above_idle_16x_mb: number;
  identical: boolean;
}

async function measure(clip: BenchClip, tools: MediaTools, folder: string): Promise<ConvertCase> {
  const { ffmpeg, ffprobe } = requireFfmpeg(tools);
  const commandLine = await plan(clip, ffmpeg, ffprobe);
  const output = join(folder, `${clip.name}.zip`);
  const bare: Sample[] = [];
  const ours: OurSample[] = [];
  const cold: OurSample[] = [];
  const warm = watched(tools);
  for (let pair = 0; pair < WARM_UP + PAIRS; pair++) {
    await rm(output, { force: true });
    bare.push(await measureBare(ffmpeg, commandLine, clip));
    ours.push(await measureOurs(warm, clip, output, folder));
    await rm(output);
    cold.push(await measureOurs(watched(tools), clip, output, folder));
  }
  for (const samples of [bare, ours, cold]) samples.splice(0, WARM_UP);
  const raw = await hashBare(ffmpeg, commandLine, clip);
  const ratio = (ofOurs: (sample: OurSample) => number, ofBare: (sample: Sample) => number, samples = ours) =>
    rounded(median(samples.map(ofOurs)) / median(bare.map(ofBare)));
  const wall = ({ wallMs }: Sample) => wallMs;
  const wallWithoutProbe = ({ wallMs, probeMs }: OurSample) => wallMs - probeMs;
  const cpu = (sample: Sample) => sample.cpuMs;
  return {
    clip: clip.name,
    ffmpeg_ms: Math.round(median(bare.map(wall))),
    convert_ms: Math.round(median(ours.map(wallWithoutProbe))),
    ratio_to_ffmpeg: ratio(wallWithoutProbe, wall),
    cold_ratio_to_ffmpeg: ratio(wallWithoutProbe, wall, cold),
    cpu_ratio_to_ffmpeg: ratio(cpu, cpu),
    probe_ms: Math.round(median(ours.map(({ probeMs }) => probeMs))),
    ratio_with_probe: ratio(wall, wall),
    zip_to_raw: rounded((await stat(output)).size / raw.bytes),
    rss_above_idle_mb: rounded(await memory(clip.path)),
    rss_above_idle_4x_mb: rounded(await memory(await repeated(clip, 4, folder))),
    rss_above_idle_16x_mb: rounded(await memory(await repeated(clip, 16, folder))),
    identical: hashZip(output) === raw.digest,
  };
}

/** The arguments that Converter would use. */
async function plan({ name, path }: BenchClip, ffmpeg: FfmpegTool, ffprobe: string): Promise<CommandLine> {
  const { stdout } = await execute(ffprobe, ['-v', 'error', ...PROBE_ARGUMENTS, path]);
  const facts = decodeProbe(stdout, { name, still: false, orientation: 1 });
  return planFile({ path, demuxer: 'mov', facts }, GEOMETRY, DEFAULT_CONVERT_OPTIONS, ffmpeg).commandLine;
}

interface Sample {
  readonly wallMs: number;
  readonly cpuMs: number;
}

interface OurSample extends Sample {
  /** ffprobe's part of wallMs. */
  readonly probeMs: number;
}

function measureBare(ffmpeg: FfmpegTool, commandLine: CommandLine, clip: BenchClip): Promise<Sample> {
  return timed(async () => {
    const child = spawn(ffmpeg.path, bareArguments(commandLine, clip, ['-y', '/dev/null']), { stdio: 'ignore' });
    await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
  });
}

interface WatchedConverter {
  readonly converter: Converter;
  /** How long ffprobe took in the last conversion. */
  probeMs(): number;
}

/** At the same priority as bare ffmpeg has. */
function watched(tools: MediaTools): WatchedConverter {
  let probeMs = 0;
  const log: Log = {
    ...silentLog,
    debug: (message, fields) => {
      if (message === 'probed') probeMs = Number(fields?.['ms']);
    },
  };
  return { converter: new Converter({ tools, log, niceness: 0 }), probeMs: () => probeMs };
}

async function measureOurs(
  { converter, probeMs }: WatchedConverter,
  { path, name }: BenchClip,
  output: string,
  folder: string,
): Promise<OurSample> {
  const options = DEFAULT_CONVERT_OPTIONS;
  const sample = await timed(() =>
    converter.convert({ source: path, originalName: name, output, workFolder: folder, geometry: GEOMETRY, options }),
  );
  return { ...sample, probeMs: probeMs() };
}

/** Wall time, and processor time of this process and of the children that ended meanwhile. */
async function timed(work: () => Promise<unknown>): Promise<Sample> {
  const cpuBefore = cpuMs();
  const begunMs = performance.now();
  await work();
  return { wallMs: performance.now() - begunMs, cpuMs: cpuMs() - cpuBefore };
}

/** proc(5): utime, stime, cutime and cstime are the fields 14 to 17 of stat, in ticks of 10 ms; the second ends with ")". */
function cpuMs(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}

/** ffmpeg's own raw frames. */
async function hashBare(
  ffmpeg: FfmpegTool,
  commandLine: CommandLine,
  clip: BenchClip,
): Promise<{ digest: string; bytes: number }> {
  const child = spawn(ffmpeg.path, bareArguments(commandLine, clip, ['pipe:1']), {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { digest: hash.digest('hex'), bytes };
}

/** The frames of a zip at its constant rate: one that stands for three frames' time counts three times. */
function hashZip(path: string): string {
  const reader = FrameZipReader.open(path);
  const hash = createHash('sha256');
  const pixels = new Uint8Array(reader.frameBytes);
  for (let index = 0; index < reader.frameCount; index++) {
    if (reader.readFrame(index, pixels, pixels) !== 'ok') throw new Error(`frame ${index} cannot be read`);
    const times = Math.round((reader.durationMs(index) * reader.manifest.fps) / 1000);
    for (let i = 0; i < times; i++) hash.update(pixels);
  }
  reader.close();
  return hash.digest('hex');
}

function bareArguments({ before, after }: CommandLine, { path }: BenchClip, output: readonly string[]): string[] {
  return [...before, '-i', `file:${path}`, ...after, ...output];
}

/** Megabytes above idle, of a fresh process. */
async function memory(path: string): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < MEMORY_RUNS; i++) {
    const { stdout } = await execute(process.execPath, [join(packageRoot, 'dist/bench/convert-memory.js'), path]);
    samples.push(Number(stdout));
  }
  return median(samples);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
