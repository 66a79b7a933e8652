import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ConvertError } from './convert-error.js';
import type { Capabilities } from './plan.js';
import { findSandbox, type Sandbox } from './sandbox.js';

/** The programs that conversion runs, as found on this machine. Missing or broken ones matter only when a file needs them. */
export interface MediaTools {
  readonly ffmpeg: FfmpegTool | undefined;
  readonly ffprobe: string | undefined;
  /** heif-dec, or heif-convert as it was called before libheif 1.19. */
  readonly heifConvert: string | undefined;
  /** poppler's. */
  readonly pdf?: PdfTools | undefined;
  /** Where they run. Default: nowhere else than everything. */
  readonly sandbox?: Sandbox | undefined;
}

export interface PdfTools {
  readonly pdfinfo: string;
  readonly pdftoppm: string;
}

export interface FfmpegTool extends Capabilities {
  readonly path: string;
  /** As ffmpeg prints it, e.g. "5.1.9-0+deb12u1" or "n7.1". */
  readonly version: string;
  readonly encoders: ReadonlySet<string>;
}

const run = promisify(execFile);

const INSTALL_FFMPEG = 'install it with: sudo apt install ffmpeg';

/** -fps_mode, which keeps variable frame rates, came with 5.1. */
const OLDEST_FFMPEG = [5, 1] as const;

/** With a hundred libraries to load from a cold card, beside everything else that a Pi Zero does at boot. */
const EXAMINE_TIMEOUT_MS = 60_000;

/** More decoder threads cost memory (a set of pictures each) and gain little on four cores. */
const MAX_THREADS = 4;

/**
 * Looks for the tools and asks ffmpeg what it can do (two short processes, a tenth of a second), and the machine for a
 * sandbox.
 *
 * @param searchPath folders as in PATH; default: the environment's
 */
export async function findMediaTools({ searchPath = process.env['PATH'] ?? '' } = {}): Promise<MediaTools> {
  const [ffmpeg, ffprobe, heifDec, heifConvert, pdfinfo, pdftoppm, unshare, timeout] = await Promise.all(
    ['ffmpeg', 'ffprobe', 'heif-dec', 'heif-convert', 'pdfinfo', 'pdftoppm', 'unshare', 'timeout'].map((it) =>
      findProgram(it, searchPath),
    ),
  );
  const [examined, sandbox] = await Promise.all([
    // One that cannot even tell its version (half installed, of another machine) converts nothing; what is converted plays all the same.
    ffmpeg === undefined ? undefined : examine(ffmpeg).catch(() => undefined),
    findSandbox({ unshare, timeout }),
  ]);
  return {
    ffmpeg: examined,
    sandbox,
    ffprobe,
    heifConvert: heifDec ?? heifConvert,
    pdf: pdfinfo !== undefined && pdftoppm !== undefined ? { pdfinfo, pdftoppm } : undefined,
  };
}

/** The tools every conversion needs. Throws ConvertError 'ffmpeg-missing' or 'ffmpeg-too-old' with the command that helps. */
export function requireFfmpeg({ ffmpeg, ffprobe }: MediaTools): { ffmpeg: FfmpegTool; ffprobe: string } {
  if (ffmpeg === undefined || ffprobe === undefined) {
    const missing = ffmpeg === undefined ? 'ffmpeg' : 'ffprobe';
    throw new ConvertError(
      'ffmpeg-missing',
      `Converting needs ${missing}, which is not on this machine, or does not run; ${INSTALL_FFMPEG}`,
    );
  }
  const version = /(\d+)\.(\d+)/.exec(ffmpeg.version);
  // A build without a number is from a newer development tree.
  const [major, minor] = version ? [Number(version[1]), Number(version[2])] : OLDEST_FFMPEG;
  if (major < OLDEST_FFMPEG[0] || (major === OLDEST_FFMPEG[0] && minor < OLDEST_FFMPEG[1])) {
    throw new ConvertError(
      'ffmpeg-too-old',
      `ffmpeg ${ffmpeg.version} is too old; ${OLDEST_FFMPEG.join('.')} or newer is needed.`,
    );
  }
  return { ffmpeg, ffprobe };
}

async function findProgram(name: string, searchPath: string): Promise<string | undefined> {
  for (const folder of searchPath.split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
}

async function examine(path: string): Promise<FfmpegTool> {
  const ask = (question: string) => run(path, [question], { maxBuffer: 4 << 20, timeout: EXAMINE_TIMEOUT_MS });
  const [codecs, filters] = await Promise.all([ask('-codecs'), ask('-filters')]);
  return {
    path,
    // Its banner is on standard error.
    version: /^ffmpeg version (\S+)/m.exec(codecs.stderr + codecs.stdout)?.[1] ?? '',
    filters: secondWords(filters.stdout),
    decoders: coders(codecs.stdout, 'decoders'),
    encoders: coders(codecs.stdout, 'encoders'),
    threads: Math.min(MAX_THREADS, availableParallelism()),
  };
}

/** Flags, then the name: " TSC scale   V->V   Scale the input video size". */
function secondWords(list: string): ReadonlySet<string> {
  return new Set(list.split('\n').map((line) => line.trim().split(/\s+/)[1] ?? ''));
}

/**
 * By codec, each with its decoders and encoders where one of them is called otherwise than it: " DEV.L. vp8   On2 VP8 (decoders: vp8 libvpx ) (encoders: libvpx )"
 * (show_codecs in ffmpeg's opt_common.c).
 */
function coders(list: string, kind: 'decoders' | 'encoders'): ReadonlySet<string> {
  const ofKind = kind === 'decoders' ? /^ D\S{5} ([^\s=]\S*)/ : /^ .E\S{4} ([^\s=]\S*)/;
  const names = new RegExp(`\\(${kind}: ([^)]*)\\)`);
  return new Set(
    list.split('\n').flatMap((line) => {
      const [, codec] = ofKind.exec(line) ?? [];
      if (codec === undefined) return [];
      return names.exec(line)?.[1]?.trim().split(/\s+/) ?? codec;
    }),
  );
}
