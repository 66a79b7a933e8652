import { ScheduleKeys } from '../../../daemon/config/schedule-schema.js';
import { silentLog } from '../../../daemon/log.js';
import type { ClockTrust } from '../../../daemon/protocol/schedule.js';
import { Caretaker } from '../../../daemon/schedule/caretaker.js';
import { BELIEVED_CLOCK, type ClockJudge } from '../../../daemon/schedule/clock-judge.js';
import { readEntries } from '../../../daemon/schedule/entry.js';
import { HandPlayback } from '../../../daemon/schedule/hand-playback.js';
import { type HandNotes, Hands } from '../../../daemon/schedule/hands.js';
import { Schedule } from '../../../daemon/schedule/schedule.js';
import { Stage } from '../../../daemon/schedule/stage.js';
import { Zone } from '../../../daemon/schedule/zone.js';
import { StagedPlayback } from './staged-playback.js';
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

export interface LabOptions {
  now: string | number;
  zone?: string;
  entries: string[];
  judge?: ClockJudge;
  notes?: HandNotes;
  playlists?: string[];
  lookMs?: number;
  onCall?: (call: string) => void;
}

/** A schedule on a clock that the test holds; it has not started yet. */
export function createLab({
  now,
  zone = 'Europe/Berlin',
  entries,
  judge,
  notes,
  playlists,
  lookMs,
  onCall,
}: LabOptions) {
  const clock = new WallTimers(now);
  const playback = new StagedPlayback(onCall);
  for (const name of playlists ?? []) playback.playlists.push({ id: name.toLowerCase(), name, entries: [] });
  const kept: { notes: HandNotes | undefined; writes: number } = { notes, writes: 0 };
  const place = { zone: new Zone(zone) };
  const plan = (lines: string[]) => ({
    entries: entriesOf(...lines),
    zone: () => place.zone,
    judge: judge ?? BELIEVED_CLOCK,
  });
  const hands = new Hands({
    read: () => kept.notes,
    write: (written) => {
      kept.notes = written;
      kept.writes += 1;
    },
  });
  hands.recall();
  const told = { count: 0 };
  const schedule: Schedule = new Schedule({
    plan: plan(entries),
    clock,
    timers: clock,
    caretaker: new Caretaker({
      stage: new Stage({ playback, playlists: () => playback.playlists }),
      hands,
      log: silentLog,
    }),
    onChange: () => {
      told.count += 1;
    },
    ...(lookMs !== undefined && { lookMs }),
  });
  const person = new HandPlayback(playback, (touch) => schedule.touched(touch));
  const change = (...lines: string[]) => schedule.change(plan(lines));
  return { clock, playback, schedule, person, kept, told, place, change };
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
