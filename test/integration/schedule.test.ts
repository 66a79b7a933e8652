import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { ScheduleDay } from '../../daemon/protocol/schedule.js';
import { DaemonProcess } from './daemon-process.js';
import { lastingFolder } from './lasting-folder.js';
import { LiveClient } from './live-client.js';
import { post } from './rest-client.js';

/** A last event that is long past, whatever the day is. */
const DARK_SINCE_NEW_YEAR = `
time_zone: Europe/Berlin
trust_clock: always
schedule:
  - name: dark
    cron: "0 0 1 1 *"
    do: display off
  - at: "2:30"
    days: sun
    do: brightness 30 fade 60
`;

t.test('what the schedule says shows from the start, follows its file, and yields to a person', async (t) => {
  const folder = lastingFolder(t, { data: {}, 'config.yaml': DARK_SINCE_NEW_YEAR });
  const config = join(folder, 'config.yaml');
  const daemon = await DaemonProcess.start({ data: join(folder, 'data'), words: ['--config', config] });
  t.teardown(() => daemon.stop());
  const live = await LiveClient.connect(daemon.url, t);
  const state = await live.state();
  t.match(state.player, { blank: true, brightness: 30 });
  t.match(state.schedule, {
    timeZone: 'Europe/Berlin',
    clock: { trusted: true, because: 'config' },
    entries: { '1': { name: 'dark', cron: '0 0 1 1 *' }, '2': { name: 'brightness 30 over 60 s' } },
    next: { local: /T02:30:00$|-01-01T00:00:00$/ },
  });

  const response = await fetch(new URL('api/schedule?day=2026-03-29', daemon.url));
  t.match(ScheduleDay.parse(await response.json()), {
    day: '2026-03-29',
    shows: { display: { on: false }, brightness: { percent: 30 } },
    events: [{ entryId: '2', local: '2026-03-29T02:30:00', insteadLocal: '2026-03-29T03:00:00' }],
  });
  const refused = await fetch(new URL('api/schedule?day=tomorrow', daemon.url));
  t.equal(refused.status, 422);
  t.match(await refused.json(), { error: { code: 'schedule-day-invalid' } });

  const unclear = await fetch(new URL('api/schedule?day=2026-03-29&day=2026-03-30', daemon.url));
  t.equal(unclear.status, 400);

  await post(daemon.url, 'api/commands', { type: 'blank', on: false });
  await live.until(({ player }) => !player.blank);
  writeFileSync(config, DARK_SINCE_NEW_YEAR.replace('brightness 30', 'brightness 45'));
  const changed = await live.until(({ player }) => player.brightness === 45);
  t.equal(changed.player.blank, false, 'which another entry does not take back');

  writeFileSync(config, `${DARK_SINCE_NEW_YEAR}  - at: "8:00"\n    do: play Mornings\n`);
  const told = await live.until(({ notices }) => notices['schedule-playlist'] !== undefined);
  t.match(told.notices['schedule-playlist']?.message, /"Mornings", which is no playlist/);
});
