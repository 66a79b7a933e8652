import { createHash } from 'node:crypto';
import type { Geometry } from '../../display/display.js';
import type { Rotation } from '../../display/panel.js';
import { ConvertError } from './convert-error.js';

/** A point of the picture as people see it, before `rotation`: x from 0 (left) to 1 (right), y from 0 (top) to 1 (bottom). */
export interface Focus {
  readonly x: number;
  readonly y: number;
}

/** How a picture is brought onto the panel. */
export interface ConvertOptions {
  /** cover fills the panel and cuts what sticks out; contain shows all and fills the rest with `background`; stretch bends it. */
  fit: 'cover' | 'contain' | 'stretch';
  /**
   * "#rrggbb": beside the picture with contain, and behind whatever is transparent. Or "blur": with contain, the picture itself, enlarged,
   * blurred and darkened; behind what is transparent then stands black.
   */
  background: string;
  /** With cover, the point that is kept in view, and in the middle where the picture's edges let it. Default: the middle. */
  focus?: Focus;
  /** Clockwise, on top of the rotation that the file itself asks for. */
  rotation: Rotation;
  /** A faster clip loses frames evenly (60 becomes 30, 50 becomes 25 at a cap of 30); its speed stays. Holds after `speed`. */
  maxFps: number;
  /** Where to begin, on the clip's own clock. */
  startMs?: number;
  /** How much to take from there, on the same clock. */
  lengthMs?: number;
  /** 2 plays twice as fast, 0.5 half as fast. Default: 1. */
  speed?: number;
  /** Write what a LOOP reader understands: one constant rate, full frames. */
  compatible?: boolean;
  /** Force this constant rate, repeating and dropping frames. Default: the clip's own timing. */
  fps?: number;
}

export const DEFAULT_CONVERT_OPTIONS: ConvertOptions = {
  fit: 'cover',
  background: '#000000',
  rotation: 0,
  maxFps: 30,
};

/** For `background`: no colour, but the picture itself. */
export const BLUR = 'blur';

/** The colour that stands behind transparency. */
export function colourOf(background: string): string {
  return background === BLUR ? '#000000' : background;
}

/** For `focus`. */
export const CENTRE: Focus = { x: 0.5, y: 0.5 };

/** Raised when the same plan gives other pixels than before, so that renditions made until then are made again. */
const PLAN_VERSION = 1;

/** The options that matter where the file itself is a still: it has neither times nor speed, and renditions that differ by these are one. */
export function optionsForStill({ startMs, lengthMs, speed, ...options }: ConvertOptions): ConvertOptions {
  return options;
}

/**
 * Identifies a rendition: same key, same pixels wanted. 16 hex digits; does not depend on the media. A choice that makes no difference
 * (a focus without cover, a default spelt out) does not make another key.
 */
export function planKey(geometry: Geometry, options: ConvertOptions): string {
  const { focus = CENTRE, speed = 1 } = options;
  const blurs = options.background === BLUR && options.fit === 'contain';
  // Newer options come last and only where they are used, so that older keys stay what they were.
  const newer = {
    ...(options.fit === 'cover' && (focus.x !== CENTRE.x || focus.y !== CENTRE.y) && { focus: [focus.x, focus.y] }),
    ...(speed !== 1 && { speed }),
  };
  const wanted = [
    PLAN_VERSION,
    geometry.width,
    geometry.height,
    options.fit,
    blurs ? BLUR : colourOf(options.background).toLowerCase(),
    options.rotation,
    options.maxFps,
    options.startMs ?? 0,
    options.lengthMs ?? null,
    options.compatible ?? false,
    options.fps ?? null,
    ...(Object.keys(newer).length > 0 ? [newer] : []),
  ];
  return createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16);
}

/** Throws ConvertError 'convert-options-invalid'. These values become part of ffmpeg's filter text, so nothing odd may pass. */
export function checkOptions(geometry: Geometry, options: ConvertOptions): void {
  const check = (holds: boolean, option: string, value: unknown, accepted: string): void => {
    if (holds) return;
    throw new ConvertError(
      'convert-options-invalid',
      `${option} is ${JSON.stringify(value)}; ${accepted} is accepted.`,
    );
  };
  const within = (value: number, low: number, high: number) => value >= low && value <= high;
  for (const side of ['width', 'height'] as const) {
    const pixels = geometry[side];
    check(
      Number.isInteger(pixels) && within(pixels, 1, MAX_SIDE_PX),
      side,
      pixels,
      `a whole number from 1 to ${MAX_SIDE_PX}`,
    );
  }
  check(['cover', 'contain', 'stretch'].includes(options.fit), 'fit', options.fit, 'cover, contain or stretch');
  check(
    options.background === BLUR || /^#[0-9a-f]{6}$/i.test(options.background),
    'background',
    options.background,
    'a colour such as "#0a0b0c", or "blur"',
  );
  check([0, 90, 180, 270].includes(options.rotation), 'rotation', options.rotation, '0, 90, 180 or 270');
  check(within(options.maxFps, 1, MAX_FPS), 'maxFps', options.maxFps, `1 to ${MAX_FPS}`);
  const { startMs = 0, lengthMs = 1, fps = 1, speed = 1, focus = CENTRE } = options;
  check(within(startMs, 0, MAX_TIME_MS), 'startMs', startMs, 'a time within a day');
  check(lengthMs > 0 && lengthMs <= MAX_TIME_MS, 'lengthMs', lengthMs, 'more than 0 and at most a day');
  check(within(fps, 0.1, MAX_FPS), 'fps', fps, `0.1 to ${MAX_FPS}`);
  check(within(speed, MIN_SPEED, MAX_SPEED), 'speed', speed, `${MIN_SPEED} to ${MAX_SPEED}`);
  check(within(focus.x, 0, 1) && within(focus.y, 0, 1), 'focus', focus, 'x and y from 0 to 1');
}

/** The largest panel anyone drives this way, with room to spare. */
const MAX_SIDE_PX = 4096;
const MAX_FPS = 240;
const MAX_TIME_MS = 86_400_000;
const MIN_SPEED = 0.25;
const MAX_SPEED = 4;
