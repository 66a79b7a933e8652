import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Conversion, ConvertJob } from '../../../daemon/convert/conversion.js';
import { Converter, DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/convert.js';
import { findMediaTools } from '../../../daemon/convert/media-tools.js';
import type { ConvertOptions } from '../../../daemon/convert/options.js';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { silentLog } from '../../../daemon/log.js';
import { packageRoot } from '../../../daemon/package-root.js';
import type { Geometry } from '../../../display/display.js';

const run = promisify(execFile);

/** The tools of this machine; every test here needs the real ffmpeg. */
export const tools = await findMediaTools();

export const converter = new Converter({ tools, log: silentLog, niceness: 0 });

/** Path of a clip that lies in test/fixtures. */
export function fixture(name: string): string {
  return join(packageRoot, 'test/fixtures', name);
}

/** A decoded frame zip, and what its conversion said. */
export interface Converted extends Conversion {
  /** Of the frame zip. */
  readonly path: string;
  readonly pixels: readonly Buffer[];
  readonly durationsMs: readonly number[];
  readonly manifestFps: number;
  /** Whether the frame zip lists durations one by one. */
  readonly listsDurations: boolean;
}

/** Where a test's files are made, converted, and looked at. */
export class MediaLab {
  readonly folder: string;
  #count = 0;
  #jobs = 0;
  #programs = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Path of a program that runs a shell's script. */
  program(script: string): string {
    const path = join(this.folder, `program-${this.#programs++}`);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** Makes a file with ffmpeg: `args` are all but the output's path. */
  async make(name: string, ...args: string[]): Promise<string> {
    const path = join(this.folder, name);
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, `file:${path}`], {
      timeout: 120_000,
      killSignal: 'SIGKILL',
    });
    return path;
  }

  /** Looks again and again, up to a minute, until `holds`. */
  async until(holds: () => boolean): Promise<void> {
    const giveUpMs = performance.now() + 60_000;
    while (!holds()) {
      if (performance.now() > giveUpMs) throw new Error(`waited in vain for: ${holds}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Converts, and reads back all frames. Leaves nothing in the work folder, or fails. */
  async convert(
    source: string,
    geometry: Geometry,
    options: Partial<ConvertOptions> = {},
    more: Partial<ConvertJob> & { converter?: Converter } = {},
  ): Promise<Converted> {
    const work = join(this.folder, `work-${this.#jobs++}`);
    mkdirSync(work);
    const output = more.output ?? join(this.folder, `clip-${this.#count++}.zip`);
    const conversion = await (more.converter ?? converter).convert({
      source,
      originalName: source.split('/').pop() ?? '',
      output,
      workFolder: work,
      geometry,
      options: { ...DEFAULT_CONVERT_OPTIONS, ...options },
      ...more,
    });
    const left = readdirSync(work);
    if (left.length > 0) throw new Error(`left in the work folder: ${left.join(', ')}`);
    return { ...conversion, ...readClip(output), path: output };
  }
}

/** All frames and their durations. */
export function readClip(path: string): Pick<Converted, 'pixels' | 'durationsMs' | 'manifestFps' | 'listsDurations'> {
  const reader = FrameZipReader.open(path);
  try {
    const current = new Uint8Array(reader.frameBytes);
    const pixels: Buffer[] = [];
    const durationsMs: number[] = [];
    for (let i = 0; i < reader.frameCount; i++) {
      if (reader.readFrame(i, current, current) !== 'ok') throw new Error(`frame ${i} is damaged`);
      pixels.push(Buffer.from(current));
      durationsMs.push(Math.round(reader.durationMs(i) * 1000) / 1000);
    }
    const { fps, durationsMs: list } = reader.manifest;
    return { pixels, durationsMs, manifestFps: fps, listsDurations: list !== undefined };
  } finally {
    reader.close();
  }
}

/** One pixel's channels, 0 to 255. */
export function colourAt(
  pixels: Buffer,
  geometry: Geometry,
  x: number,
  y: number,
): [red: number, green: number, blue: number] {
  const pixel = pixels.readUInt16BE((y * geometry.width + x) * 2);
  return [(pixel >> 11) * 8, ((pixel >> 5) & 63) * 4, (pixel & 31) * 8];
}

/** Whether two colours look the same: RGB565 and a lossy codec may move each channel by so much. */
export function isNear(a: readonly number[], b: readonly number[], tolerance = 24): boolean {
  return a.every((channel, i) => Math.abs(channel - (b[i] ?? 0)) <= tolerance);
}
