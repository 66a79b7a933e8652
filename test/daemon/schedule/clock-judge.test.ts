import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { BELIEVED_CLOCK, MachineClock } from '../../../daemon/schedule/clock-judge.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');

/** A machine of files: the folder of timesyncd (where it runs), real-time clocks by what they read, and a timedatectl that says something. */
function machine(t: Test, parts: { timesync?: boolean; clocks?: Record<string, string>; timedatectl?: string }) {
  const root = t.testdir({ rtc: {} });
  const [timesyncFolder, rtcFolder, timedatectl] = ['timesync', 'rtc', 'timedatectl'].map((name) =>
    join(root, name),
  ) as [string, string, string];
  if (parts.timesync) mkdirSync(timesyncFolder);
  for (const [name, seconds] of Object.entries(parts.clocks ?? {})) {
    mkdirSync(join(rtcFolder, name));
    writeFileSync(join(rtcFolder, name, 'since_epoch'), seconds);
  }
  if (parts.timedatectl !== undefined) {
    writeFileSync(timedatectl, `#!/bin/sh\necho "$@" >> ${root}/asked\n${parts.timedatectl}\n`);
    chmodSync(timedatectl, 0o755);
  }
  return { root, timesyncFolder, clock: new MachineClock({ timesyncFolder, rtcFolder, timedatectl }) };
}

t.test('a Pi that has just started is not believed until a time server has answered', (t) => {
  const { clock, timesyncFolder } = machine(t, { timesync: true });
  t.same(clock.judge(NOW), { trusted: false, because: 'not-in-step' });
  writeFileSync(join(timesyncFolder, 'synchronized'), '');
  t.same(clock.judge(NOW), { trusted: true, because: 'ntp' });
  rmSync(timesyncFolder, { recursive: true });
  t.same(clock.judge(NOW), { trusted: true, because: 'ntp' }, 'it does not go wrong by losing its network');
  t.same(clock.judge(0), { trusted: false, because: 'too-early' }, 'but for being set to nonsense');
  t.end();
});

t.test('a real-time clock vouches for a clock that agrees with it', (t) => {
  const seconds = String(NOW / 1000);
  t.same(machine(t, { clocks: { rtc0: `${seconds}\n` } }).clock.judge(NOW + 5000), { trusted: true, because: 'rtc' });
  const empty = machine(t, { clocks: { rtc0: '86400\n' } }).clock;
  t.same(empty.judge(NOW), { trusted: false, because: 'not-in-step' }, 'one without a battery begins in 1970');
  t.end();
});

t.test('a clock of last century is not believed, whoever vouches for it', (t) => {
  const { clock, timesyncFolder } = machine(t, { timesync: true, clocks: { rtc0: '86400\n' } });
  writeFileSync(join(timesyncFolder, 'synchronized'), '');
  t.same(clock.judge(86_400_000), { trusted: false, because: 'too-early' });
  t.end();
});

t.test('real-time clocks that cannot be read, or are none, vouch for nothing', (t) => {
  const { root, clock } = machine(t, { clocks: { rtc0: 'not a number\n' } });
  mkdirSync(join(root, 'rtc', 'rtc1'));
  t.equal(clock.judge(NOW).trusted, false);
  const none = new MachineClock({ timesyncFolder: join(root, 'none'), rtcFolder: join(root, 'none') });
  t.equal(none.judge(NOW).trusted, false);
  t.end();
});

t.test('where another service keeps the time, timedatectl is asked', async (t) => {
  const { clock } = machine(t, { timedatectl: 'test "$*" = "show --property=NTPSynchronized --value" && echo yes' });
  t.equal(clock.judge(NOW).trusted, false);
  await clock.ask();
  t.same(clock.judge(NOW), { trusted: true, because: 'ntp' });
});

t.test('a timedatectl that says no, fails or is not there leaves it at doubt', async (t) => {
  for (const timedatectl of ['echo no', 'echo yes; exit 1', undefined]) {
    const { clock } = machine(t, timedatectl === undefined ? {} : { timedatectl });
    await clock.ask();
    await clock.ask();
    t.equal(clock.judge(NOW).trusted, false, timedatectl ?? 'none');
  }
});

t.test('timesyncd is not asked twice: its file says it', async (t) => {
  const { clock } = machine(t, { timesync: true, timedatectl: 'echo yes' });
  await clock.ask();
  t.equal(clock.judge(NOW).trusted, false);
});

t.test('a clock that the configuration vouches for is believed, whatever it reads', (t) => {
  t.same(BELIEVED_CLOCK.judge(0), { trusted: true, because: 'config' });
  t.end();
});
