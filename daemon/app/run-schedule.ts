import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Config } from '../config/schema.js';
import type { Playback } from '../control/commands.js';
import { systemTimers, type Timers } from '../control/timers.js';
import { toPlainError } from '../errors.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import type { ScheduleDay } from '../protocol/schedule.js';
import { Caretaker } from '../schedule/caretaker.js';
import { BELIEVED_CLOCK, type ClockJudge, MachineClock } from '../schedule/clock-judge.js';
import { readEntries } from '../schedule/entry.js';
import { HandPlayback } from '../schedule/hand-playback.js';
import { type HandNoteStore, HandNotes, Hands } from '../schedule/hands.js';
import { Schedule, type SchedulePlan } from '../schedule/schedule.js';
import { dayOf, stateOf } from '../schedule/schedule-view.js';
import { Stage, type StagePlayback } from '../schedule/stage.js';
import { systemTimeZone } from '../schedule/system-time-zone.js';
import { Zone } from '../schedule/zone.js';
import { noticeOfClock, noticeOfPlaylists } from './schedule-notices.js';
import type { StateFeed } from './state-feed.js';

const NOTE_KEY = 'schedule-hands';

export interface PrepareScheduleOptions {
  liveConfig: Pick<LiveConfig, 'current' | 'on'>;
  library: Pick<Library, 'memory' | 'playlists' | 'on'>;
  clock: Clock;
  /** Default: the machine's. */
  judge?: ClockJudge;
  timers?: Timers;
  log: Log;
}

type ScheduleFeed = Pick<StateFeed, 'setSchedule' | 'setNotice' | 'refreshPlayer'>;

export interface RunningSchedule {
  /** The playback for people: what they change holds until something of its kind is due. */
  readonly hands: Playback;
  day: (day: string | undefined) => ScheduleDay;
  /** Tells the state from now on. */
  feed(feed: ScheduleFeed): void;
  stop(): void;
}

/**
 * Does what takes a while (reading the entries, the tables of time zones), so that the function that it returns can start the schedule between a
 * player's first command and its first frame: what is to be dark should not flash. When that returns, what should be showing shows, where the
 * clock is believed.
 */
export function prepareSchedule(
  options: PrepareScheduleOptions,
): (playback: Playback & StagePlayback) => RunningSchedule {
  const { liveConfig, library, clock, judge = new MachineClock(), log } = options;
  const planOf = (config: Config): SchedulePlan => ({
    entries: readEntries(config.schedule),
    zone: config.time_zone === 'system' ? systemZone() : always(new Zone(config.time_zone)),
    judge: config.trust_clock === 'always' ? BELIEVED_CLOCK : judge,
  });
  const plan = planOf(liveConfig.current);
  plan.zone().reachedAt(clock.wallMs());
  const hands = new Hands(handNotes(library, log));
  hands.recall();

  return (playback) => {
    const { timers = systemTimers } = options;
    let told: ScheduleFeed | undefined;
    const tell = () => {
      if (told === undefined) return;
      const { entries, trust } = schedule;
      told.setSchedule(stateOf(schedule, clock.wallMs()));
      told.setNotice('schedule-clock', noticeOfClock(trust, entries));
      told.setNotice('schedule-playlist', noticeOfPlaylists(entries, library.playlists.list()));
      told.refreshPlayer();
    };
    const stage = new Stage({ playback, playlists: () => library.playlists.list() });
    const caretaker = new Caretaker({ stage, hands, log });
    const schedule: Schedule = new Schedule({ plan, clock, timers, caretaker, onChange: tell });
    schedule.start();
    const stopListening = library.on('change', () => {
      schedule.refresh();
      tell();
    });
    const stopFollowing = liveConfig.on((config) => {
      schedule.change(planOf(config));
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
  };
}

function handNotes({ memory }: Pick<Library, 'memory'>, log: Log): HandNoteStore {
  return {
    read: () => memory.get(NOTE_KEY, HandNotes),
    write: (notes) => {
      try {
        memory.set(NOTE_KEY, notes);
      } catch (error) {
        // The disk is full: what a person did holds all the same, until a restart.
        log.warn('what was done by hand is not written down', { reason: toPlainError(error).message });
      }
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
