import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { formatLocal } from '../../../daemon/schedule/local-time.js';
import { systemTimeZone } from '../../../daemon/schedule/system-time-zone.js';
import { Zone } from '../../../daemon/schedule/zone.js';

/** When a local time comes, as UTC, and what the clock on the wall reads then. */
function comes(zone: string, local: string): [utc: string, reading: string] {
  const place = new Zone(zone);
  const ms = place.instantOf(Date.parse(`${local}Z`));
  return [new Date(ms).toISOString().slice(0, 16), formatLocal(place.readingAt(ms)).slice(0, 16)];
}

t.test('an hour that is skipped comes at the moment of the jump, all of it', (t) => {
  t.same(comes('Europe/Berlin', '2026-03-29T01:59'), ['2026-03-29T00:59', '2026-03-29T01:59']);
  for (const local of ['2026-03-29T02:00', '2026-03-29T02:30', '2026-03-29T03:00']) {
    t.same(comes('Europe/Berlin', local), ['2026-03-29T01:00', '2026-03-29T03:00'], local);
  }
  t.same(comes('America/New_York', '2026-03-08T02:30'), ['2026-03-08T07:00', '2026-03-08T03:00']);
  t.end();
});

t.test('an hour that is doubled comes the first time', (t) => {
  t.same(comes('Europe/Berlin', '2026-10-25T02:30'), ['2026-10-25T00:30', '2026-10-25T02:30']);
  t.same(comes('Europe/Berlin', '2026-10-25T03:00'), ['2026-10-25T02:00', '2026-10-25T03:00']);
  t.same(comes('America/New_York', '2026-11-01T01:30'), ['2026-11-01T05:30', '2026-11-01T01:30']);
  t.end();
});

t.test('half an hour of change is half an hour, and a day that a country left out comes at its midnight', (t) => {
  t.same(comes('Australia/Lord_Howe', '2026-10-04T02:15'), ['2026-10-03T15:30', '2026-10-04T02:30']);
  t.same(comes('Australia/Lord_Howe', '2026-04-05T01:45'), ['2026-04-04T14:45', '2026-04-05T01:45']);
  t.same(comes('Pacific/Apia', '2011-12-30T12:00'), ['2011-12-30T10:00', '2011-12-31T00:00']);
  t.end();
});

t.test('while an hour is repeated nothing new is reached', (t) => {
  const berlin = new Zone('Europe/Berlin');
  const reached = (utc: string) => new Date(berlin.reachedAt(Date.parse(utc))).toISOString();
  t.equal(reached('2026-10-25T00:59:59Z'), '2026-10-25T02:59:59.000Z');
  t.equal(reached('2026-10-25T01:00:00Z'), '2026-10-25T02:59:59.999Z');
  t.equal(reached('2026-10-25T01:59:59Z'), '2026-10-25T02:59:59.999Z');
  t.equal(reached('2026-10-25T02:00:00Z'), '2026-10-25T03:00:00.000Z');
  t.end();
});

t.test('a zone that is not there is refused by code', (t) => {
  t.throws(() => new Zone('Europe/Berln'), { code: 'time-zone-unknown' });
  t.end();
});

t.test("the system's zone is where its localtime leads", (t) => {
  const folder = t.testdir();
  const link = (target: string) => {
    const path = join(folder, target.replaceAll('/', '_'));
    symlinkSync(target, path);
    return path;
  };
  const ours = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  t.equal(systemTimeZone({}, link('/usr/share/zoneinfo/Europe/Berlin')), 'Europe/Berlin');
  t.equal(
    systemTimeZone({}, link('../usr/share/zoneinfo/America/Argentina/Buenos_Aires')).split('/').at(-1),
    'Buenos_Aires',
  );
  t.equal(systemTimeZone({}, link('/usr/share/zoneinfo/Moon/Tranquility')), ours);
  t.equal(systemTimeZone({}, join(folder, 'none')), ours);
  t.equal(systemTimeZone({ TZ: 'UTC' }, link('/usr/share/zoneinfo/Asia/Tokyo')), ours);
  t.end();
});
