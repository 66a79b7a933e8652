import type { Orientation } from './orientation.js';

/** What the plan needs to know of a file's picture. All of it was said by ffprobe or by the file's own headers. */
export interface MediaFacts {
  /** ffmpeg's stream number. */
  readonly streamIndex: number;
  /** ffmpeg's name of the codec, e.g. "h264". */
  readonly codec: string;
  /** Stored pixels, before orientation and sample aspect. */
  readonly width: number;
  readonly height: number;
  /** How wide a stored pixel is where it is 1 high. */
  readonly sampleAspect: number;
  /** ffmpeg's name, e.g. "yuv420p". */
  readonly pixelFormat: string;
  readonly orientation: Orientation;
  /** As tagged; undefined: not tagged. ffmpeg's names. */
  readonly range: 'tv' | 'pc' | undefined;
  readonly matrix: string | undefined;
  readonly transfer: string | undefined;
  readonly interlaced: boolean;
  /** separate: VP8 and VP9 keep it beside the picture, and only libvpx decodes it. */
  readonly alpha: 'none' | 'in-pixels' | 'separate';
  readonly timing: MediaTiming;
}

export interface MediaTiming {
  /** animation: GIF and APNG, where each picture says how long it stands. */
  readonly kind: 'video' | 'animation' | 'still';
  /** Pictures, where the file says. */
  readonly frames: number | undefined;
  /** From the first picture's begin to the last one's end, in milliseconds; undefined: the file does not say. */
  readonly durationMs: number | undefined;
  /** Pictures a second where the file claims a constant rate; for frames that lie within a tick of it. */
  readonly rate: number | undefined;
  /** How exact time stamps are, in microseconds: Matroska rounds to 1000, MP4 hardly. */
  readonly tickUs: number;
}
