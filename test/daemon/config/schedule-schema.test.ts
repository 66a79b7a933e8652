import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parseConfig } from '../../../daemon/config/load.js';
import { packageRoot } from '../../../daemon/package-root.js';
import { describeAction, ScheduleDay } from '../../../daemon/protocol/schedule.js';
import { readEntries } from '../../../daemon/schedule/entry.js';
import { dayOf } from '../../../daemon/schedule/schedule-view.js';
import { Zone } from '../../../daemon/schedule/zone.js';

/** What an entry becomes: its cron expression, and its action in words. */
function read(entry: string): string {
  const [first] = readEntries(parseConfig(`schedule:\n  - { ${entry} }\n`, 'c.yaml').schedule);
  return first === undefined ? '' : `${first.cron} → ${describeAction(first.action)}`;
}

t.test('an entry says when and what in words that people write', (t) => {
  const cases: [string, string][] = [
    ['at: "23:00", do: display off', '0 23 * * * → display off'],
    ['at: 7:05, days: mon-fri, do: display on', '5 7 * * mon-fri → display on'],
    ['at: "7:00:30", days: "sat, sun", do: next', '30 0 7 * * sat,sun → next clip'],
    ['at: "0:00", days: weekend, do: reload', '0 0 * * sat,sun → start over'],
    ['at: "9:00", days: Weekdays, do: play', '0 9 * * mon-fri → play the library'],
    ['cron: "0 9 1 * *", do: play  Good morning', '0 9 1 * * → play Good morning'],
    ['cron: "@daily", do: brightness 30', '@daily → brightness 30'],
    ['at: "9:00", do: brightness 12.5% fade 90s', '0 9 * * * → brightness 12.5 over 90 s'],
  ];
  for (const [entry, meaning] of cases) t.equal(read(entry), meaning);
  t.end();
});

t.test('what cannot be meant is refused with its place, and what would be accepted', (t) => {
  const cases: [string, RegExp][] = [
    ['at: "25:00", do: next', /^c\.yaml:2:11: schedule\.0\.at is "25:00": a time of day is written like/],
    ['at: "9:00", days: mo, do: next', /schedule\.0\.days is "mo": days are written like "mon-fri"/],
    ['at: "9:00", days: "", do: next', /schedule\.0\.days is "": days are written like/],
    [
      'cron: "0 25 * * *", do: next',
      /schedule\.0\.cron is "0 25 \* \* \*": its hour "25" is not what it may be, 0 to 23/,
    ],
    ['at: "9:00", do: displya off', /schedule\.0\.do is "displya off": it must be play PLAYLIST, .* or reload/],
    ['at: "9:00", do: display dim', /the display goes on or off/],
    ['at: "9:00", do: brightness 130', /brightness takes 0 to 100/],
    ['at: "9:00", do: brightness 30 fade 99999', /a fade takes 43200 seconds at most/],
    ['at: "9:00", do: next please', /next stands alone/],
    ['at: "9:00"', /schedule\.0\.do is missing/],
    ['do: next', /schedule\.0\.at is missing: an entry says when/],
    ['at: "9:00", cron: "0 9 * * *", do: next', /by at or by cron, not by both/],
    ['cron: "0 9 * * *", days: mon, do: next', /schedule\.0\.days is "mon": cron has a field for them/],
    ['at: "9:00", do: next, fade: 5', /schedule\.0\.fade is not a key/],
  ];
  for (const [entry, message] of cases) {
    t.throws(() => parseConfig(`schedule:\n  - { ${entry} }\n`, 'c.yaml'), { code: 'config-invalid', message }, entry);
  }
  t.end();
});

t.test('a time zone that is not there is answered with the one that was meant', (t) => {
  const cases: [string, RegExp][] = [
    ['berlin', /time_zone is "berlin": it must be system, or a time zone by its IANA name, such as Europe\/Berlin/],
    ['Europe/Berln', /such as Europe\/Berlin/],
    ['America/New York', /such as America\/New_York/],
    ['"+01:00"', /it must be system, or a time zone/],
  ];
  for (const [zone, message] of cases) t.throws(() => parseConfig(`time_zone: ${zone}\n`, 'c.yaml'), { message }, zone);
  for (const zone of ['system', 'UTC', 'Europe/Berlin', 'Asia/Kathmandu']) {
    t.equal(parseConfig(`time_zone: ${zone}\n`, 'c.yaml').time_zone, zone);
  }
  t.end();
});

t.test('what docs/schedule.md shows can be copied, and does what it says', (t) => {
  const text = readFileSync(join(packageRoot, 'docs', 'schedule.md'), 'utf8');
  const [, yaml = '', json = ''] = /```yaml\n(.*?)```.*```json\n(.*?)```/s.exec(text) ?? [];
  const { schedule, time_zone: name } = parseConfig(yaml, 'c.yaml');
  const facts = {
    entries: readEntries(schedule),
    zone: new Zone(name),
    trust: { trusted: true, because: 'ntp' },
  } as const;
  const shown = ScheduleDay.parse(JSON.parse(json));
  const { events, ...rest } = dayOf(facts, shown.day, 0);
  t.same({ ...rest, events: events.slice(0, 1) }, shown);
  t.end();
});
