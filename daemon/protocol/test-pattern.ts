import * as z from 'zod/mini';

/** Pixels of the chip's memory, at its own upright: as in panel.offset. */
const OffsetPx = z.object({ x: z.int(), y: z.int() });

/** How the picture is put on the glass, and how it may be moved there. */
export const PanelSetup = z.object({
  /** Degrees clockwise. */
  rotation: z.literal([0, 90, 180, 270]),
  mirrored: z.boolean(),
  colorOrder: z.enum(['rgb', 'bgr']),
  inverted: z.boolean(),
  offset: OffsetPx,
  /** The largest that the chip's memory has room for; the smallest is 0, 0. */
  offsetLimit: OffsetPx,
  /** What is added to the offset so that people see the picture one pixel further to the right, and further down. */
  toRight: OffsetPx,
  toDown: OffsetPx,
});
export type PanelSetup = z.infer<typeof PanelSetup>;

/** Answer of POST /api/test-pattern. */
export const TestPatternView = z.object({
  /** It goes by itself after so long, unless it is asked for again. */
  hidesInMs: z.int(),
  /** Of the preview's frame that has it; those after it have it, too. */
  sequence: z.int(),
  /** What holds now, whether configuration, panel description or controller says it. */
  setup: PanelSetup,
});
export type TestPatternView = z.infer<typeof TestPatternView>;
