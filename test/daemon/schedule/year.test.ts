import fc from 'fast-check';
import t from 'tap';
import { CronPattern } from '../../../daemon/schedule/cron-pattern.js';
import { formatLocal } from '../../../daemon/schedule/local-time.js';
import { Zone } from '../../../daemon/schedule/zone.js';
import { SlowCalendar } from './slow-calendar.js';

/** One with changes in March and October, one with others, one whose clocks are changed by half an hour in the southern winter, and none. */
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'];

const minute = fc.constantFrom('0', '30', '59', '15,45', '*/20', '1-3');
const hour = fc.constantFrom('0', '1', '2', '3', '23', '*', '1-3', '22-2', '*/5');
const dayOfMonth = fc.constantFrom('*', '*', '*', '1', '29', '31', 'L', '15W', 'L-3', '25-31');
const month = fc.constantFrom('*', '*', '*', '3', 'oct', '4,10,11', 'nov-mar', '2');
const dayOfWeek = fc.constantFrom('*', '*', '*', '0', 'sun', 'mon-fri', '0#2', '0L', '6,7');
const cron = fc
  .tuple(minute, hour, dayOfMonth, month, dayOfWeek)
  .map((fields) => fields.join(' '))
  .filter((expression) => isPossible(expression));

for (const name of ZONES) {
  const slow = new SlowCalendar(name, '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z');
  const zone = new Zone(name);

  t.test(`over a year in ${name}, every event comes when a calendar that is walked by minutes says`, (t) => {
    fc.assert(
      fc.property(cron, (expression) => {
        const pattern = new CronPattern(expression);
        const events = slow.events(expression).map(({ atMs, localMs }) => `${atMs} ${formatLocal(localMs)}`);
        const found: string[] = [];
        let localMs = pattern.next(zone.reachedAt(slow.fromMs) - 1);
        while (localMs !== undefined && zone.instantOf(localMs) < slow.toMs) {
          found.push(`${zone.instantOf(localMs)} ${formatLocal(localMs)}`);
          localMs = pattern.next(localMs);
        }
        t.strictSame(found, events, expression);
      }),
      { numRuns: 4 },
    );
    t.end();
  });

  t.test(`at any moment of a year in ${name}, looking back finds the last event that came`, (t) => {
    const anyMoment = fc.integer({ min: slow.fromMs, max: slow.toMs - 1 });
    fc.assert(
      fc.property(cron, fc.array(anyMoment, { minLength: 50, maxLength: 50 }), (expression, moments) => {
        const pattern = new CronPattern(expression);
        const events = slow.events(expression);
        return moments.every((ms) => {
          const last = pattern.last(zone.reachedAt(ms));
          const expected = events.findLast(({ atMs }) => atMs <= ms);
          return expected === undefined
            ? last === undefined || zone.instantOf(last) < slow.fromMs
            : last === expected.localMs && zone.instantOf(last) === expected.atMs;
        });
      }),
      { numRuns: 2 },
    );
    t.end();
  });

  t.test(`in ${name}, local times and moments are each other's inverse, and neither goes back`, (t) => {
    const step = fc.integer({ min: 0, max: 3 * 3_600_000 });
    fc.assert(
      fc.property(fc.integer({ min: slow.fromMs, max: slow.toMs }), step, (ms, stepMs) => {
        const reached = zone.reachedAt(ms);
        return (
          zone.instantOf(reached) <= ms &&
          zone.instantOf(reached + 1) > ms &&
          zone.reachedAt(ms + stepMs) >= reached &&
          zone.instantOf(reached + stepMs) >= zone.instantOf(reached)
        );
      }),
      { numRuns: 300 },
    );
    t.end();
  });
}

function isPossible(expression: string): boolean {
  try {
    return new CronPattern(expression).next(0) !== undefined;
  } catch {
    return false;
  }
}
