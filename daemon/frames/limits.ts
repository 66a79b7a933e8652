/** What a reader puts up with. A zip beyond any of these is refused at open, before memory is taken for it. */
export interface FrameZipLimits {
  /** Entries of the archive; the reader keeps about 21 bytes for each. 1,000,000 frames are 9 hours at 30 fps. */
  readonly maxEntries: number;
  /** Width or height of the picture, in pixels. */
  readonly maxDimensionPx: number;
  /** width * height * 2; two buffers of about this size are held. */
  readonly maxFrameBytes: number;
}

export const DEFAULT_FRAME_ZIP_LIMITS: FrameZipLimits = {
  maxEntries: 1_000_000,
  maxDimensionPx: 4096,
  maxFrameBytes: 16 * 1024 * 1024,
};

/**
 * Delta frames in a row, at most. Bounds what a seek may cost: 255 frames of 320x240 are about 60 ms. Writers put a full frame
 * every FULL_FRAME_INTERVAL_MS, so only a clip of more than 510 frames/s comes near it.
 */
export const MAX_DELTA_RUN = 255;

/** A frame that starts this long after the last full frame, or later, is written full. */
export const FULL_FRAME_INTERVAL_MS = 500;

/** One frame, at most: 24 hours. */
export const MAX_FRAME_MS = 24 * 3600 * 1000;

/** A whole clip, at most: 100 days. Keeps every time exact in a double at the microsecond. */
export const MAX_CLIP_MS = 100 * 24 * 3600 * 1000;

export const MAX_FPS = 1000;

/** Entries beside frames and metadata.json that are put up with and never read (a readme, a thumbnail). */
export const MAX_OTHER_ENTRIES = 64;

/** metadata.json may take this, and so much more for each frame: a duration is at most "86400000.000,", with room for white space. */
export const METADATA_BASE_BYTES = 64 * 1024;
export const METADATA_BYTES_PER_FRAME = 24;
