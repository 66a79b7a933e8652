export type MendCode =
  /** library.db was damaged or gone, and was made anew. */
  | 'database-recovered'
  /** After that: an original without a clip, to be converted again. */
  | 'original-taken-again'
  /** A removal that was cut short: its files are deleted now. */
  | 'removal-finished'
  /** Work in progress of the last run, deleted. */
  | 'staging-swept'
  /** The clip plays on, but cannot be converted again. */
  | 'original-lost'
  /** An original that was lost is back. */
  | 'original-found'
  /** To be converted again from the original. */
  | 'rendition-lost'
  | 'poster-lost'
  /** To be made again. */
  | 'preview-lost'
  /** Neither original nor frames were left: the clip is removed. */
  | 'clip-lost'
  /** An original without a clip, moved to recovered/. */
  | 'original-recovered'
  /** A derived file without a row, deleted. */
  | 'stray-removed'
  /** This part of mending failed; the next start tries again. */
  | 'not-mended';

export interface MendFinding {
  readonly code: MendCode;
  /** One sentence for a person. */
  readonly message: string;
  readonly clipId?: string;
}

/** What a start found wrong in the library and did about it; empty after a clean stop. */
export interface MendReport {
  readonly findings: readonly MendFinding[];
}
