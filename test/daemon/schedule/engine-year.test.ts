import fc from 'fast-check';
import t from 'tap';
import type { ScheduledAction } from '../../../daemon/protocol/schedule.js';
import { createLab, entriesOf } from './schedule-lab.js';
import { SlowCalendar } from './slow-calendar.js';

const FROM = '2026-01-01T00:00:00Z';
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'];
const LASTING = ['display', 'brightness', 'play'];

/** Hours around the changes of the clock more than others, and times that come at once. */
const line = fc
  .tuple(
    fc.constantFrom('0', '15', '30', '45', '0,30', '*/20'),
    fc.constantFrom('1', '2', '2', '3', '1-3', '12', '23'),
    fc.constantFrom('*', '*', '0', 'sat,sun'),
    fc.constantFrom('display off', 'display on', 'brightness 20', 'brightness 80', 'play A', 'play B', 'next'),
  )
  .map(([minute, hour, weekday, action]) => `${minute} ${hour} * * ${weekday} | ${action}`);

for (const zone of ZONES) {
  const slow = new SlowCalendar(zone, FROM, '2027-01-01T00:00:00Z');

  t.test(`a year in ${zone} brings what the slow calendar says, each once and at its moment`, (t) => {
    const property = fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
      const seen: string[] = [];
      const onCall = (call: string) => seen.push(`${lab.clock.wallMs()} ${call}`);
      const lab = createLab({ now: FROM, zone, entries: lines, playlists: ['A', 'B'], lookMs: 3_600_000, onCall });
      lab.schedule.start();
      seen.length = 0;
      const playing = lab.playback.mode.playlistId;
      lab.clock.advance(slow.toMs - slow.fromMs - 1);
      lab.schedule.stop();
      t.strictSame(seen, expectedCalls(lines, slow, playing));
    });
    fc.assert(property, { numRuns: 3 });
    t.end();
  });
}

/** What a playback is asked at each moment: of each kind the last that came, then each `next`. */
function expectedCalls(lines: readonly string[], slow: SlowCalendar, playing: string | undefined): string[] {
  const events = entriesOf(...lines).flatMap(({ action, cron }, index) =>
    slow.events(cron).map(({ atMs, localMs }) => ({ atMs, localMs, index, action })),
  );
  events.sort((a, b) => a.atMs - b.atMs || a.localMs - b.localMs || a.index - b.index);
  const moments = new Map<number, typeof events>();
  for (const event of events) moments.set(event.atMs, [...(moments.get(event.atMs) ?? []), event]);
  moments.delete(slow.fromMs);
  let playlist = `playlist ${playing}`;
  return [...moments].flatMap(([atMs, due]) => {
    const calls = LASTING.flatMap((kind) => due.findLast(({ action }) => action.type === kind)?.action ?? []).map(
      callOf,
    );
    const passing = new Set(due.filter(({ action }) => action.type === 'next').map(({ index }) => index));
    const unheard = calls.filter((call) => call !== playlist);
    playlist = calls.find((call) => call.startsWith('playlist')) ?? playlist;
    return [...unheard, ...[...passing].map(() => 'next')].map((call) => `${atMs} ${call}`);
  });
}

function callOf(action: ScheduledAction): string {
  if (action.type === 'display') return `blank ${!action.on}`;
  if (action.type === 'brightness') return `brightness ${action.percent} 0`;
  return action.type === 'play' ? `playlist ${action.playlist?.toLowerCase()}` : action.type;
}
