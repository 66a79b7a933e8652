import type { Layout } from './layout.js';
import type { Tables } from './tables.js';

/** Frames of a size, made by a plan. */
export interface WantedFrames {
  readonly planKey: string;
  readonly width: number;
  readonly height: number;
}

/** A frame zip, and which of the clip's moments it shows. */
export interface ShownFrames {
  readonly path: string;
  readonly planKey: string;
  readonly startMs: number;
  readonly speed: number;
  readonly durationMs: number;
}

/** What there is to show of a clip: the frames of this plan, else the newest of the same size; undefined where there are none. */
export function shownFrames(
  { tables, layout }: { tables: Tables; layout: Layout },
  clipId: string,
  { planKey, width, height }: WantedFrames,
): ShownFrames | undefined {
  const renditions = tables.renditions.ofClip(clipId);
  const shown =
    renditions.find((one) => one.planKey === planKey) ??
    renditions.find((one) => one.width === width && one.height === height);
  if (shown === undefined) return undefined;
  const { startMs, speed, durationMs } = shown;
  return { path: layout.rendition(clipId, shown.planKey), planKey: shown.planKey, startMs, speed, durationMs };
}
