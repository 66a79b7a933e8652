import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Config } from '../config/schema.js';
import type { Playback } from '../control/commands.js';
import { systemTimers, type Timers } from '../control/timers.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import type { LibraryPlayback } from '../playback/playback.js';
import { Caretaker } from '../schedule/caretaker.js';
import { BELIEVED_CLOCK, type ClockJudge, MachineClock } from '../schedule/clock-judge.js';
import { readEntries } from '../schedule/entry.js';
import { HandPlayback } from '../schedule/hand-playback.js';
import { HandNotes, Hands } from '../schedule/hands.js';
import { Schedule, type SchedulePlan } from '../schedule/schedule.js';
import { dayOf, stateOf } from '../schedule/schedule-view.js';
import { Stage } from '../schedule/stage.js';
import { systemTimeZone } from '../schedule/system-time-zone.js';
import { Zone } from '../schedule/zone.js';
import { noticeOfClock, noticeOfPlaylists } from './schedule-notices.js';
import type { StateFeed } from './state-feed.js';

const NOTE_KEY = 'schedule-hands';

export interface RunScheduleOptions {
  liveConfig: LiveConfig;
  playback: LibraryPlayback;
  library: Pick<Library, 'memory' | 'playlists' | 'on'>;
  clock: Clock;
  /** Default: the machine's. */
  judge?: ClockJudge;
  timers?: Timers;
  log: Log;
}

export interface RunningSchedule {
  /** The playback for people: what they change holds until something of its kind is due. */
  readonly hands: Playback;
  day: (day: string | undefined) => ReturnType<typeof dayOf>;
  /** Tells the state from now on. */
  feed(feed: StateFeed): void;
  stop(): void;
}

/** Starts the schedule: when this returns, what should be showing shows, where the clock is believed. */
export function runSchedule(options: RunScheduleOptions): RunningSchedule {
  const { liveConfig, playback, library, clock, judge = new MachineClock(), timers = systemTimers, log } = options;
  let told: StateFeed | undefined;
  const tell = () => {
    if (told === undefined) return;
    const { entries } = schedule;
    told.setSchedule(stateOf(schedule, clock.wallMs()));
    told.setNotice('schedule-clock', noticeOfClock(schedule.trust, entries));
    told.setNotice('schedule-playlist', noticeOfPlaylists(entries, library.playlists.list()));
    told.refreshPlayer();
  };
  const planOf = (next: Config): SchedulePlan => ({
    entries: readEntries(next.schedule),
    zone: next.time_zone === 'system' ? systemZone() : always(new Zone(next.time_zone)),
    judge: next.trust_clock === 'always' ? BELIEVED_CLOCK : judge,
  });
  const hands = new Hands({
    read: () => library.memory.get(NOTE_KEY, HandNotes),
    write: (notes) => library.memory.set(NOTE_KEY, notes),
  });
  hands.recall();
  const schedule: Schedule = new Schedule({
    plan: planOf(liveConfig.current),
    clock,
    timers,
    caretaker: new Caretaker({
      stage: new Stage({ playback, playlists: () => library.playlists.list() }),
      hands,
      log,
    }),
    onChange: tell,
  });
  schedule.start();
  const stopListening = library.on('change', () => {
    schedule.refresh();
    tell();
  });
  const stopFollowing = liveConfig.on((next) => {
    schedule.change(planOf(next));
    tell();
  });
  return {
    hands: new HandPlayback(playback, (touch) => schedule.touched(touch)),
    day: (day) => dayOf(schedule, day, clock.wallMs()),
    feed: (feed) => {
      told = feed;
      tell();
    },
    stop: () => {
      stopFollowing();
      stopListening();
      schedule.stop();
    },
  };
}

/** The machine's zone, as it is when it is asked for. */
function systemZone(): () => Zone {
  let zone = new Zone(systemTimeZone());
  return () => {
    const name = systemTimeZone();
    if (name !== zone.name) zone = new Zone(name);
    return zone;
  };
}

function always<T>(value: T): () => T {
  return () => value;
}
