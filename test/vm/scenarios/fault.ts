import { until } from '../machine.js';
import type { Scenario } from './scenario.js';

export const fault: Scenario = {
  title: 'after an error that nothing caught it begins anew in its process, and systemd hears that it is ready again',
  async happen(t, guest) {
    const [pid, restarts] = [await guest.property('MainPID'), await guest.property('NRestarts')];
    const { presented } = (await guest.state()).player.stats;
    await guest.run('touch /run/framed/throw');
    await until(async () => (await guest.notices('an injected error').catch(() => [])).length > 0, 'it says so');
    const { player } = await guest.plays();
    t.ok(player.stats.presented > presented, 'the frames are counted on: the same threads present them');
    t.equal(await guest.property('MainPID'), pid);
    t.equal(await guest.property('NRestarts'), restarts);
    t.match(await guest.property('StatusText'), /^Playing/);
    // Fed again: it outlives the watchdog.
    const fedUs = Number(await guest.property('WatchdogTimestampMonotonic'));
    await until(async () => Number(await guest.property('WatchdogTimestampMonotonic')) > fedUs, 'it is fed again');
  },
};
