import { isDeepStrictEqual } from 'node:util';
import type { LiveConfig } from '../config/live-config.js';
import type { Config } from '../config/schema.js';
import type { Playback } from '../control/commands.js';
import type { HttpServer } from '../http/server.js';
import type { DiskLimits, DiskReserve } from '../ingest/disk-reserve.js';
import type { Housekeeping } from '../ingest/housekeeping.js';
import type { Ingest } from '../ingest/ingest.js';
import type { Plans } from '../ingest/plans.js';
import type { Library } from '../library/library.js';
import type { LibraryPlayback } from '../playback/playback.js';
import type { UploadReceiver } from '../upload/upload-receiver.js';
import type { GlassDesk } from './glass-desk.js';
import type { StateFeed } from './state-feed.js';
import { wantedPlan } from './wanted-frames.js';

/** What the configuration's changes are told. */
export interface ConfiguredRooms {
  feed: Pick<StateFeed, 'setDeviceName' | 'refreshPlayer'>;
  /** As people's commands reach it. */
  hands: Pick<Playback, 'setBrightness'>;
  playback: Pick<LibraryPlayback, 'change' | 'libraryChanged'>;
  plans: Pick<Plans, 'setDefaults' | 'planFor'>;
  ingest: Pick<Ingest, 'change' | 'renderMissing'>;
  library: Pick<Library, 'clips'>;
  reserve: Pick<DiskReserve, 'setLimits'>;
  housekeeping: Pick<Housekeeping, 'setMaxLibraryBytes' | 'run'>;
  resumable: Pick<UploadReceiver, 'change'>;
  server: Pick<HttpServer, 'setNames'>;
  glass: Pick<GlassDesk, 'move' | 'settled'>;
}

/** A part of the configuration that is taken up at once. Sections that are built anew as a whole have followSection instead. */
interface Part {
  of(config: Config): unknown;
  apply(config: Config, rooms: ConfiguredRooms): void;
}

const PARTS: readonly Part[] = [
  { of: ({ name }) => name, apply: ({ name }, { feed }) => feed.setDeviceName(name) },
  {
    of: ({ display }) => display.brightness,
    apply: ({ display }, { hands, playback, feed }) => {
      playback.change({ configuredBrightness: display.brightness });
      hands.setBrightness(display.brightness, 0);
      feed.refreshPlayer();
    },
  },
  { of: ({ playback }) => playback, apply: (config, { playback }) => playback.change({ stillMs: stillMs(config) }) },
  { of: ({ convert: { fit, background, max_fps } }) => [fit, background, max_fps], apply: applyPlan },
  {
    of: ({ convert, uploads }) => [convert.at_once, convert.max_minutes, uploads.metadata, uploads.max_total_mb],
    apply: (config, { ingest }) => ingest.change(ingestSettings(config)),
  },
  {
    of: ({ uploads, library }) => [uploads.keep_free_mb, library.max_mb],
    apply: (config, { reserve, housekeeping }) => {
      reserve.setLimits(diskLimits(config));
      housekeeping.setMaxLibraryBytes(diskLimits(config).maxLibraryBytes);
      void housekeeping.run();
    },
  },
  {
    of: ({ uploads }) => [uploads.max_file_mb, uploads.keep_unfinished_hours],
    apply: (config, { resumable }) => resumable.change(uploadLimits(config)),
  },
  { of: ({ http }) => http.hosts, apply: ({ http }, { server }) => server.setNames(http.hosts) },
  {
    of: ({ panel, display: { brightness: _, ...display } }) => [panel, display],
    apply: (config, { glass }) => void glass.move(config),
  },
];

/** Takes changes of the configuration up in the running rooms. Returns what ends it. */
export function applyConfig(liveConfig: Pick<LiveConfig, 'on'>, rooms: ConfiguredRooms): () => Promise<void> {
  const stopListening = liveConfig.on((next, previous) => {
    for (const { of, apply } of PARTS) if (!isDeepStrictEqual(of(next), of(previous))) apply(next, rooms);
  });
  return () => {
    stopListening();
    return rooms.glass.settled();
  };
}

export function stillMs({ playback }: Config): number {
  return playback.still_seconds * 1000;
}

export function diskLimits({ uploads, library }: Config): DiskLimits {
  const { max_mb: maxMb } = library;
  return { keepFreeBytes: uploads.keep_free_mb * 1e6, ...(maxMb !== undefined && { maxLibraryBytes: maxMb * 1e6 }) };
}

export function ingestSettings({ convert, uploads }: Config) {
  return {
    stripsMetadata: uploads.metadata === 'strip',
    conversionsAtOnce: convert.at_once,
    maxConvertMs: convert.max_minutes * 60_000,
    maxUnfinishedBytes: uploads.max_total_mb * 1e6,
  };
}

export function uploadLimits({ uploads }: Config) {
  return { maxBytes: uploads.max_file_mb * 1e6, keepUnfinishedMs: uploads.keep_unfinished_hours * 3_600_000 };
}

/** Frames are made anew in the background; until they are there, those that there are go on. */
function applyPlan(config: Config, { plans, playback, ingest, library }: ConfiguredRooms): void {
  plans.setDefaults(wantedPlan(config, plans.planFor(undefined).geometry));
  playback.libraryChanged();
  ingest.renderMissing(library.clips().map(({ id }) => id));
}
