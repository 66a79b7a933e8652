import * as z from 'zod/mini';
import { Clip, ClipId } from './clip.js';
import { ConfigState } from './config.js';
import { HealthState } from './health.js';
import { Job } from './job.js';
import { Playlist } from './playlist.js';
import { ScheduleState } from './schedule.js';
import { ScreenKind } from './screen.js';

export const LoopMode = z.enum(['all', 'one', 'off']);
export type LoopMode = z.infer<typeof LoopMode>;

/** How the link to the glass is used: means over the last second, rounded to what a person reads. */
export const LinkStats = z.object({
  /** Pixels and commands of a frame, in bytes, to three digits. */
  bytesPerFrame: z.int(),
  /** To a tenth. */
  rectanglesPerFrame: z.number(),
  /** Share of the time in which the link was busy: 0 to 1, to a hundredth. */
  utilisation: z.number(),
});
export type LinkStats = z.infer<typeof LinkStats>;

/** What the picture counts, since the daemon started. */
export const PlayerStats = z.object({
  /** Frames put on the glass. */
  presented: z.int(),
  /** Frames skipped because a newer one was due. */
  dropped: z.int(),
  /** Frames presented more than one millisecond past their deadline. */
  late: z.int(),
  /** Times the ring was empty at a deadline. */
  underruns: z.int(),
  /** Frames that could not be read; the last good one stayed up. */
  damaged: z.int(),
  /** Workers that died and were started again. */
  workerRestarts: z.int(),
  /** Frames put on the glass in the last second. */
  fps: z.number(),
  /** Absent where the display has no link that partial updates would spare. */
  link: z.optional(LinkStats),
});
export type PlayerStats = z.infer<typeof PlayerStats>;

export const NowPlaying = z.object({
  /** Absent while the demo plays. */
  clipId: z.optional(ClipId),
  name: z.string(),
  /** Within this pass of the clip, in milliseconds. */
  positionMs: z.number(),
  /** One pass as it is played, stills included, in milliseconds. */
  durationMs: z.number(),
});
export type NowPlaying = z.infer<typeof NowPlaying>;

/** What shows after what shows now. */
export const UpNext = z.object({
  clipId: z.optional(ClipId),
  name: z.string(),
});
export type UpNext = z.infer<typeof UpNext>;

export const PlayerState = z.object({
  paused: z.boolean(),
  /** True while the glass is dark by request; what plays, plays on unseen. */
  blank: z.boolean(),
  /** 0 (the least light) to 100, as people perceive it. */
  brightness: z.number(),
  loop: LoopMode,
  shuffle: z.boolean(),
  /** The playlist that plays; absent: the whole library in order of arrival. */
  playlistId: z.optional(z.string()),
  now: z.optional(NowPlaying),
  /** Absent where nothing follows, the same follows again, or chance decides. */
  upNext: z.optional(UpNext),
  stats: PlayerStats,
});
export type PlayerState = z.infer<typeof PlayerState>;

export const PanelState = z.object({
  /** Name of the panel description, e.g. "ili9341-320x240". */
  name: z.string(),
  /** As people see it, rotation applied, in pixels. */
  width: z.int(),
  height: z.int(),
  shape: z.enum(['rectangle', 'round']),
  output: z.string(),
});
export type PanelState = z.infer<typeof PanelState>;

/** Where the disk's room is, in bytes. Looked at about once a minute. */
export const StorageState = z.object({
  /** Of the file system that the library is on, to whoever is no superuser. */
  freeBytes: z.int(),
  /** Originals, renditions, and what is made of them; for a moment also of clips that were removed. */
  libraryBytes: z.int(),
  originalsBytes: z.int(),
  renditionsBytes: z.int(),
  /** Small copies of videos for browsers, and moving previews. */
  previewsBytes: z.int(),
  /** What is on its way: uploads, and work in progress. */
  uploadsBytes: z.int(),
  /** What is kept from before: copies of the database, what was damaged or recovered, and the library that a restore replaced. */
  keptBytes: z.int(),
  /** So much stays free. */
  reserveBytes: z.int(),
  /** Files that have not arrived yet. */
  unfinished: z.object({
    count: z.int(),
    /** That they will have when all have arrived. */
    bytes: z.int(),
    /** That they may have together. */
    maxBytes: z.int(),
    /** One of which nothing came for so long is given up. */
    keepHours: z.number(),
  }),
});
export type StorageState = z.infer<typeof StorageState>;

/** A sentence by its name, for whoever says it in another language: NOTICE_SENTENCES has the English ones. */
export const NoticeSentence = z.object({
  name: z.string(),
  /** What stands in its braces. */
  values: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});
export type NoticeSentence = z.infer<typeof NoticeSentence>;

/** Something a person should know, until its cause is gone. Keyed by code: one notice a cause. */
export const Notice = z.object({
  level: z.enum(['info', 'warning', 'error']),
  /** One sentence, and what to do; or some lines. */
  message: z.string(),
  /** The same by name, line by line; a line that has no name is there as it is. Absent: there are no names for it. */
  sentences: z.optional(z.array(z.union([z.string(), NoticeSentence]))),
});
export type Notice = z.infer<typeof Notice>;

/**
 * Everything the control panel shows. Lists are records by id, so that a merge patch can add, change and remove one; and what may be
 * missing is optional, never null, since null in a merge patch means "remove".
 */
export const State = z.object({
  device: z.object({ name: z.string(), version: z.string() }),
  panel: PanelState,
  player: PlayerState,
  clips: z.record(z.string(), Clip),
  playlists: z.record(z.string(), Playlist),
  jobs: z.record(z.string(), Job),
  /** Absent until it was looked at. */
  storage: z.optional(StorageState),
  notices: z.record(z.string(), Notice),
  /** Absent where there is nothing to configure by a file. */
  config: z.optional(ConfigState),
  /** Absent where nothing keeps hours. */
  schedule: z.optional(ScheduleState),
  /** Absent until it was looked at. */
  health: z.optional(HealthState),
  /** What stands on the glass in front of what plays; absent: nothing does. */
  screen: z.optional(ScreenKind),
});
export type State = z.infer<typeof State>;
