import type { FfmpegOutcome } from './ffmpeg.js';
import type { MediaFacts } from './media-facts.js';
import type { Plan } from './plan.js';
import type { RenditionWriter } from './rendition.js';

/** What is known when ffmpeg has given its last frame. */
export interface ClipEnd {
  /** Where the last frame ends, in milliseconds from the result's begin. */
  readonly endMs: number;
  /** The picture ended well before the file said it would. */
  readonly cutOff: boolean;
}

/** Less than this is missing from the end of many sound files. */
const UNNOTICED_MS = 500;
const UNNOTICED_SHARE = 0.05;

/**
 * Finds where a video's last frame ends. Frames at a constant rate are equally long; otherwise the file's own length says, unless the
 * file is cut off: then the last frame stands as long as the one before it.
 *
 * @param lastFrameMs how long the last frame stands by its own stamp, where this ffmpeg prints it
 */
export function findClipEnd(
  rendition: Pick<RenditionWriter, 'lastStartMs' | 'lastDurationMs' | 'isEven'>,
  { grid, expectedMs }: Pick<Plan, 'grid' | 'expectedMs'>,
  { timing }: Pick<MediaFacts, 'timing'>,
  outcome: FfmpegOutcome,
  lastFrameMs: number | undefined,
): ClipEnd {
  const startMs = rendition.lastStartMs ?? 0;
  const position = grid?.position(startMs);
  const gridEndMs = grid && position !== undefined ? grid.timeMs(position + 1) : undefined;
  const usualEndMs = gridEndMs ?? startMs + (rendition.lastDurationMs ?? 1000 / (timing.rate ?? 25));
  const even = rendition.isEven || grid?.forced === true;

  const missingMs = (expectedMs ?? 0) - usualEndMs;
  const suspicious = even || outcome.reason !== undefined || !outcome.content;
  const cutOff = suspicious && missingMs > Math.max(UNNOTICED_MS, (expectedMs ?? 0) * UNNOTICED_SHARE);
  if (cutOff || even) return { endMs: usualEndMs, cutOff };
  if (expectedMs !== undefined && expectedMs > startMs) return { endMs: expectedMs, cutOff };
  return { endMs: lastFrameMs === undefined ? usualEndMs : startMs + lastFrameMs, cutOff };
}
