import { ScheduleKeys } from '../../../daemon/config/schedule-schema.js';
import { FramedError } from '../../../daemon/errors.js';
import { silentLog } from '../../../daemon/log.js';
import type { ClockTrust } from '../../../daemon/protocol/schedule.js';
import { BELIEVED_CLOCK, type ClockJudge } from '../../../daemon/schedule/clock-judge.js';
import { readEntries } from '../../../daemon/schedule/entry.js';
import { HandPlayback } from '../../../daemon/schedule/hand-playback.js';
import { type HandNotes, Hands } from '../../../daemon/schedule/hands.js';
import { Schedule } from '../../../daemon/schedule/schedule.js';
import { Stage, type StagePlayback } from '../../../daemon/schedule/stage.js';
import { Zone } from '../../../daemon/schedule/zone.js';
import { RecordingPlayback } from '../control/recording-playback.js';
import { WallTimers } from './wall-timers.js';

/** Entries as they stand in a configuration: "23:00 display off", "mon-fri 7:00 display on", or "0 23 * * * | display off". */
export function entriesOf(...lines: string[]) {
  const keys = lines.map((line) => {
    const [cron, action] = line.split(' | ');
    if (action !== undefined) return { cron, do: action };
    const [, days, at, what] = /^(?:([a-z,-]+) )?(\d+:\d+(?::\d+)?) (.+)$/.exec(line) ?? [];
    return { at, do: what, ...(days && { days }) };
  });
  return readEntries(ScheduleKeys.parse(keys));
}

/** A playback that knows playlists and which of them plays. */
export class StagedPlayback extends RecordingPlayback implements StagePlayback {
  mode: { playlistId?: string } = {};
  readonly playlists: { id: string; name: string; entries: [] }[] = [];

  override playPlaylist(id: string | undefined): void {
    if (id !== undefined && !this.playlists.some((playlist) => playlist.id === id)) {
      throw new FramedError('playlist-not-found', `There is no playlist ${id}.`);
    }
    this.mode = id === undefined ? {} : { playlistId: id };
    this.calls.push(`playlist ${id ?? 'library'}`);
  }

  startOver(): void {
    this.calls.push('start over');
  }

  /** What was asked of it since the last time. */
  take(): string[] {
    return this.calls.splice(0);
  }
}

export interface LabOptions {
  now: string | number;
  zone?: string;
  entries: string[];
  judge?: ClockJudge;
  notes?: HandNotes;
  playlists?: string[];
  timers?: WallTimers;
}

/** A schedule on a clock that the test holds; it has not started yet. */
export function createLab({ now, zone = 'Europe/Berlin', entries, judge, notes, playlists, timers }: LabOptions) {
  const clock = timers ?? new WallTimers(now);
  const playback = new StagedPlayback();
  for (const name of playlists ?? []) playback.playlists.push({ id: name.toLowerCase(), name, entries: [] });
  const kept: { notes: HandNotes | undefined; writes: number } = { notes, writes: 0 };
  const plan = (lines: string[]) => ({
    entries: entriesOf(...lines),
    zone: new Zone(zone),
    judge: judge ?? BELIEVED_CLOCK,
  });
  const schedule: Schedule = new Schedule({
    plan: plan(entries),
    clock,
    timers: clock,
    stage: new Stage({ playback, playlists: () => playback.playlists }),
    hands: new Hands({
      read: () => kept.notes,
      write: (written) => {
        kept.notes = written;
        kept.writes += 1;
      },
    }),
    log: silentLog,
    onChange: () => {},
  });
  const person = new HandPlayback(playback, (touch) => schedule.touched(touch));
  const change = (...lines: string[]) => schedule.change(plan(lines));
  return { clock, playback, schedule, person, kept, change };
}

/** A judge whose answer the test holds. */
export class TestJudge implements ClockJudge {
  trust: ClockTrust = { trusted: false, because: 'not-in-step' };
  asked = 0;

  judge = () => this.trust;
  ask = async () => {
    this.asked += 1;
  };
}
