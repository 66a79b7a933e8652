import { FrameZipError } from './frame-zip-error.js';
import {
  type FrameZipLimits,
  MAX_CLIP_MS,
  MAX_FPS,
  MAX_FRAME_MS,
  METADATA_BASE_BYTES,
  METADATA_BYTES_PER_FRAME,
} from './limits.js';

/** The facts of a frame zip: its metadata.json, decoded and believed. Every field is explained in docs/frame-zip.md. */
export interface Manifest {
  /** 1: LOOP's, which says no version. 2: ours. */
  readonly version: number;
  readonly slug: string;
  readonly originalFilename: string;
  readonly kind: 'video' | 'image';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames in the archive; a frame that stands longer is stored once. */
  readonly frameCount: number;
  /** Order of a pixel's two bytes in the archive. The reader gives big-endian always. */
  readonly byteOrder: 'big' | 'little';
  /** Frames per second; 0: a still. Where there are durations, they count and this is only nominal. */
  readonly fps: number;
  /** Milliseconds each frame stands, where timing varies. */
  readonly durationsMs?: Float64Array;
  /** Whether there may be entries that hold the XOR with the frame before. */
  readonly delta: 'none' | 'xor';
  /** Whether entries carry the CRC-32 of their data as stored. */
  readonly checksum: 'none' | 'crc32-stored';
}

export const MANIFEST_NAME = 'metadata.json';
export const FORMAT_VERSION = 2;

/** What metadata.json may take in an archive of so many frames, in bytes. */
export function maxManifestBytes(frameCount: number): number {
  return METADATA_BASE_BYTES + METADATA_BYTES_PER_FRAME * frameCount;
}

/** Decodes metadata.json of any version we know. Throws 'frame-zip-metadata-invalid', '-too-large' or '-version-unsupported'. */
export function decodeManifest(bytes: Uint8Array, limits: FrameZipLimits): Manifest {
  const fields = parseObject(bytes);
  checkVersion(fields);
  const width = integer(fields, 'width', limits.maxDimensionPx);
  const height = integer(fields, 'height', limits.maxDimensionPx);
  if (width * height * 2 > limits.maxFrameBytes) {
    throw new FrameZipError(
      'frame-zip-too-large',
      `A picture of ${width}x${height} takes ${width * height * 2} bytes; at most ${limits.maxFrameBytes} are accepted.`,
    );
  }
  const frameCount = integer(fields, 'frame_count', limits.maxEntries);
  const kind = oneOf(fields, 'type', ['video', 'image']);
  if (kind === 'image' && frameCount !== 1) {
    throw invalid(`metadata.json says an image of ${frameCount} frames; an image has one.`);
  }
  const durationsMs = kind === 'image' ? undefined : durations(fields, frameCount);
  return {
    version: fields.version === undefined ? 1 : FORMAT_VERSION,
    slug: text(fields, 'slug'),
    originalFilename: text(fields, 'original_filename'),
    kind,
    width,
    height,
    frameCount,
    byteOrder: fields.byte_order === undefined ? 'big' : oneOf(fields, 'byte_order', ['big', 'little']),
    fps: kind === 'image' ? 0 : framesPerSecond(fields, frameCount),
    ...(durationsMs && { durationsMs }),
    delta: fields.delta === undefined ? 'none' : 'xor',
    checksum: fields.checksum === 'crc32-stored' ? 'crc32-stored' : 'none',
  };
}

/** The JSON of metadata.json. Version 1 is exactly what LOOP writes: no key of ours in it. */
export function encodeManifest(manifest: Manifest): string {
  const { version, kind, frameCount, fps, durationsMs } = manifest;
  return JSON.stringify({
    slug: manifest.slug,
    original_filename: manifest.originalFilename,
    type: kind,
    width: manifest.width,
    height: manifest.height,
    frame_count: frameCount,
    format: 'rgb565',
    fps,
    ...(version > 1 && {
      version,
      byte_order: manifest.byteOrder,
      ...(manifest.delta !== 'none' && { delta: manifest.delta }),
      ...(manifest.checksum !== 'none' && { checksum: manifest.checksum }),
      ...(durationsMs && { durations_ms: Array.from(durationsMs) }),
    }),
  });
}

/** What metadata.json may hold; other keys are ignored. */
interface Fields {
  version?: unknown;
  slug?: unknown;
  original_filename?: unknown;
  type?: unknown;
  width?: unknown;
  height?: unknown;
  frame_count?: unknown;
  format?: unknown;
  fps?: unknown;
  byte_order?: unknown;
  delta?: unknown;
  checksum?: unknown;
  durations_ms?: unknown;
}

function parseObject(bytes: Uint8Array): Fields {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw invalid(`metadata.json is no JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('metadata.json holds no JSON object.');
  }
  return { ...value };
}

function checkVersion(fields: Fields): void {
  const refuse = (key: keyof Fields, accepted: string): never => {
    throw new FrameZipError(
      'frame-zip-version-unsupported',
      `metadata.json says "${key}": ${show(fields[key])}; this reader knows ${accepted}.`,
    );
  };
  const { version, format, delta } = fields;
  if (version !== undefined && version !== 1 && version !== FORMAT_VERSION) refuse('version', `1 to ${FORMAT_VERSION}`);
  if (format !== 'rgb565') refuse('format', '"rgb565"');
  if (delta !== undefined && delta !== 'xor') refuse('delta', '"xor"');
}

function framesPerSecond(fields: Fields, frameCount: number): number {
  const fps = fields.fps;
  if (typeof fps !== 'number' || !(fps <= MAX_FPS && fps * MAX_FRAME_MS >= 1000)) {
    throw invalid(`metadata.json says "fps": ${show(fps)} of a video; more than 0 and at most ${MAX_FPS} is accepted.`);
  }
  checkLength((frameCount * 1000) / fps);
  return fps;
}

function checkLength(totalMs: number): void {
  if (totalMs > MAX_CLIP_MS)
    throw invalid(`metadata.json makes the clip ${totalMs} ms long; at most ${MAX_CLIP_MS} are accepted.`);
}

function durations(fields: Fields, frameCount: number): Float64Array | undefined {
  const list = fields.durations_ms;
  if (list === undefined) return undefined;
  if (!Array.isArray(list) || list.length !== frameCount) {
    const seen = Array.isArray(list) ? `${list.length} durations` : show(list);
    throw invalid(`metadata.json gives ${seen} for ${frameCount} frames; durations_ms must have one number each.`);
  }
  const durationsMs = new Float64Array(frameCount);
  let totalMs = 0;
  for (let i = 0; i < frameCount; i++) {
    const duration: unknown = list[i];
    if (typeof duration !== 'number' || !(duration >= 0.001 && duration <= MAX_FRAME_MS)) {
      throw invalid(
        `metadata.json lets frame ${i + 1} stand ${show(duration)} ms; 0.001 to ${MAX_FRAME_MS} is accepted.`,
      );
    }
    durationsMs[i] = duration;
    totalMs += duration;
  }
  checkLength(totalMs);
  return durationsMs;
}

function integer(fields: Fields, key: keyof Fields, maximum: number): number {
  const value = fields[key];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= maximum) return value;
  throw invalid(`metadata.json says "${key}": ${show(value)}; a whole number from 1 to ${maximum} is accepted.`);
}

function oneOf<Choice extends string>(fields: Fields, key: keyof Fields, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === fields[key]);
  if (found !== undefined) return found;
  throw invalid(`metadata.json says "${key}": ${show(fields[key])}; ${choices.map(show).join(' or ')} is accepted.`);
}

/** Descriptive only, so it may be missing. */
function text(fields: Fields, key: keyof Fields): string {
  const value = fields[key] ?? '';
  if (typeof value === 'string') return value;
  throw invalid(`metadata.json says "${key}": ${show(value)}; a text is accepted.`);
}

function show(value: unknown): string {
  const json = value === undefined ? 'nothing' : JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}

function invalid(message: string, cause?: unknown): FrameZipError {
  return new FrameZipError('frame-zip-metadata-invalid', message, { cause });
}
