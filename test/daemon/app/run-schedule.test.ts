import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { prepareSchedule } from '../../../daemon/app/run-schedule.js';
import { LiveConfig } from '../../../daemon/config/live-config.js';
import { silentLog } from '../../../daemon/log.js';
import type { ScheduleState } from '../../../daemon/protocol/schedule.js';
import type { Notice } from '../../../daemon/protocol/state.js';
import { openTestLibrary } from '../library/staged-clips.js';
import { TestJudge } from '../schedule/schedule-lab.js';
import { StagedPlayback } from '../schedule/staged-playback.js';
import { WallTimers } from '../schedule/wall-timers.js';

const HOURS =
  'schedule: [{ at: "23:00", do: display off }, { at: "7:00", do: display on }, { at: "8:00", do: play Day }]\n';

/** The schedule of a real configuration file and a real library, on a clock that the test holds. */
async function setUp(t: Test, { config, now }: { config: string; now: string }) {
  const folder = t.testdir({ 'config.yaml': config });
  const path = join(folder, 'config.yaml');
  const liveConfig = new LiveConfig({ path, log: silentLog });
  await liveConfig.load();
  const library = await openTestLibrary(t, { root: join(folder, 'data') });
  const judge = new TestJudge();
  const edit = async (text: string) => {
    await writeFile(path, text);
    await liveConfig.reload();
  };
  const run = (wall: string) => {
    const clock = new WallTimers(wall);
    const playback = new StagedPlayback();
    const schedule = prepareSchedule({ liveConfig, library, clock, timers: clock, judge, log: silentLog })(playback);
    t.teardown(() => schedule.stop());
    const notices: Record<string, Notice | undefined> = {};
    const told: { state: ScheduleState | undefined } = { state: undefined };
    schedule.feed({
      setSchedule: (state) => {
        told.state = state;
      },
      setNotice: (code, notice) => {
        notices[code] = notice;
      },
      refreshPlayer: () => {},
    });
    return { clock, playback, schedule, notices, told };
  };
  return { library, judge, edit, run, ...run(now) };
}

t.test('trust_clock: always acts where nobody vouches for the clock, and says nothing of it', async (t) => {
  const { edit, playback, notices, told } = await setUp(t, { config: HOURS, now: '2026-01-10T23:30:00Z' });
  t.same(playback.take(), []);
  t.match(notices['schedule-clock'], { level: 'warning' });
  t.match(told.state?.clock, { trusted: false });
  await edit(`trust_clock: always\n${HOURS}`);
  t.same(playback.take(), ['blank true']);
  t.equal(notices['schedule-clock'], undefined);
  t.match(told.state?.clock, { trusted: true, because: 'config' });
});

t.test('time_zone says whose hours they are, and may change', async (t) => {
  const config = (zone: string) => `trust_clock: always\ntime_zone: ${zone}\n${HOURS}`;
  const { edit, playback, schedule, told } = await setUp(t, { config: config('UTC'), now: '2026-01-10T22:30:00Z' });
  t.same(playback.take(), ['blank false']);
  await edit(config('Europe/Berlin'));
  t.same(playback.take(), ['blank true'], 'where it is half past eleven');
  t.equal(told.state?.timeZone, 'Europe/Berlin');
  t.match(told.state?.next, { local: '2026-01-11T07:00:00', name: 'display on' });
  t.equal(schedule.day(undefined).day, '2026-01-10');
});

t.test('a playlist that is made plays when the schedule waits for it', async (t) => {
  const { playback, library, notices } = await setUp(t, {
    config: `trust_clock: always\n${HOURS}`,
    now: '2026-01-10T12:00:00Z',
  });
  playback.take();
  t.match(notices['schedule-playlist']?.message, /"Day", which is no playlist/);
  const name = 'Day';
  playback.playlists.push({ id: library.playlists.create({ name, entries: [] }).id, name, entries: [] });
  library.playlists.create({ name: 'another', entries: [] });
  t.match(playback.take(), [/^playlist /]);
  t.equal(notices['schedule-playlist'], undefined);
});

t.test('what a person did by hand is kept in the library, and holds in the next run', async (t) => {
  const config = `trust_clock: always\ntime_zone: UTC\n${HOURS}`;
  const first = await setUp(t, { config, now: '2026-01-10T23:10:00Z' });
  first.schedule.hands.setBlank(false);
  first.schedule.stop();
  t.same(first.playback.take(), ['blank true', 'blank false']);
  t.same(first.run('2026-01-10T23:20:00Z').playback.take(), []);
  t.same(first.run('2026-01-11T23:20:00Z').playback.take(), ['blank true']);
});
