/** What a slot of the ring says about its pixels. Numbers only: it is stored as one float64 a field. */
export interface FrameHeader {
  /** The epoch it was produced in. */
  epoch: number;
  /** Number of the visit: one turn of an entry in the program. */
  serial: number;
  /** Number of the entry, as main gave it. */
  entry: number;
  /** Index of the frame in its clip. */
  frame: number;
  /** When it is due, on the timeline that the last jump began. Runs on from clip to clip: gapless, and nothing adds up to a drift. */
  ptsMs: number;
  /** How long it stands. */
  durationMs: number;
  /** Within this pass of the clip. */
  positionMs: number;
  /** Where this pass began, within the visit. */
  passStartMs: number;
  /** Length of one pass. */
  passMs: number;
  /** {@link JUMP} or 0. */
  flags: number;
}

/** First frame after a jump: it is shown at once, paused or playing, and the timeline is anchored to that moment. */
export const JUMP = 1;

export const HEADER_FIELDS: readonly (keyof FrameHeader)[] = [
  'epoch',
  'serial',
  'entry',
  'frame',
  'ptsMs',
  'durationMs',
  'positionMs',
  'passStartMs',
  'passMs',
  'flags',
];

export function emptyHeader(): FrameHeader {
  return {
    epoch: 0,
    serial: 0,
    entry: 0,
    frame: 0,
    ptsMs: 0,
    durationMs: 0,
    positionMs: 0,
    passStartMs: 0,
    passMs: 0,
    flags: 0,
  };
}
