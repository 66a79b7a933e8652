import type { StateStore } from '../control/state-store.js';
import type { Library } from '../library/library.js';
import type { LibraryPlayback } from '../playback/playback.js';
import type { Player } from '../player/player.js';
import type { ConfigState } from '../protocol/config.js';
import type { HealthState } from '../protocol/health.js';
import type { Job } from '../protocol/job.js';
import type { ScheduleState } from '../protocol/schedule.js';
import type { ScreenKind } from '../protocol/screen.js';
import type { Notice, NowPlaying, PanelState, PlayerState, StorageState } from '../protocol/state.js';

export interface StateFeedSources {
  player: Pick<Player, 'snapshot'>;
  playback: Pick<LibraryPlayback, 'mode' | 'entryOf' | 'entryAfter'>;
  library: Pick<Library, 'clips' | 'playlists'>;
}

/** Brings what the rooms know into the one state that clients see. */
export class StateFeed {
  readonly #store: StateStore;
  readonly #sources: StateFeedSources;

  constructor(store: StateStore, sources: StateFeedSources) {
    this.#store = store;
    this.#sources = sources;
  }

  refreshLibrary(): void {
    const clips = byId(this.#sources.library.clips());
    const playlists = byId(this.#sources.library.playlists.list());
    this.#store.update((state) => ({ ...state, clips, playlists }));
  }

  refreshPlayer(): void {
    const player = playerState(this.#sources);
    this.#store.update((state) => ({ ...state, player }));
  }

  /** The first picture of a job and its end are told at once: somebody looks at the bar and waits for them. */
  setJobs(jobs: readonly Job[]): void {
    const { jobs: before } = this.#store.state;
    const atOnce = jobs.some((job) => isWaitedFor(before[job.id], job));
    this.#store.update((state) => ({ ...state, jobs: byId(jobs) }), { atOnce });
  }

  setConfig(config: ConfigState): void {
    this.#store.update((state) => ({ ...state, config }));
  }

  setDeviceName(name: string): void {
    this.#store.update((state) => ({ ...state, device: { ...state.device, name } }));
  }

  setPanel(panel: PanelState): void {
    this.#store.update((state) => ({ ...state, panel }));
  }

  /** The same panel's picture is elsewhere now. */
  setOutput(output: PanelState['output']): void {
    this.#store.update((state) => ({ ...state, panel: { ...state.panel, output } }));
  }

  setStorage(storage: StorageState): void {
    this.#store.update((state) => ({ ...state, storage }));
  }

  setSchedule(schedule: ScheduleState): void {
    this.#store.update((state) => ({ ...state, schedule }));
  }

  setHealth(health: HealthState): void {
    this.#store.update((state) => ({ ...state, health }));
  }

  /** What stands in front of what plays; undefined: nothing does. */
  setScreen(screen: ScreenKind | undefined): void {
    this.#store.update(({ screen: _, ...state }) => (screen === undefined ? state : { ...state, screen }));
  }

  /** Shows a notice under its code, in place of an older one; undefined takes it away. */
  setNotice(code: string, notice: Notice | undefined): void {
    this.#store.update((state) => {
      const { [code]: _, ...notices } = state.notices;
      return { ...state, notices: notice ? { ...notices, [code]: notice } : notices };
    });
  }
}

function isWaitedFor(before: Job | undefined, { stage, frames }: Job): boolean {
  const isPictured = frames > 0 && (before?.frames ?? 0) === 0;
  return isPictured || (stage === 'ready' && before?.stage !== 'ready');
}

function playerState({ player, playback }: StateFeedSources): PlayerState {
  const { paused, blank, brightness, entryKey, positionMs, durationMs, stats } = player.snapshot();
  const { loop, shuffle, playlistId } = playback.mode;
  const entry = entryKey === undefined ? undefined : playback.entryOf(entryKey);
  const now: NowPlaying | undefined = entry && {
    name: entry.name,
    positionMs: Math.round(positionMs),
    durationMs,
    ...(entry.clipId !== undefined && { clipId: entry.clipId }),
  };
  const after = entryKey === undefined ? undefined : playback.entryAfter(entryKey);
  return {
    paused,
    blank,
    brightness,
    loop,
    shuffle,
    stats,
    ...(playlistId !== undefined && { playlistId }),
    ...(now && { now }),
    ...(after && { upNext: { name: after.name, ...(after.clipId !== undefined && { clipId: after.clipId }) } }),
  };
}

function byId<T extends { id: string }>(items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}
