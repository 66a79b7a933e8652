import { until } from '../machine.js';
import type { Scenario } from './scenario.js';

export const hang: Scenario = {
  title: 'a player that hangs is started anew by the watchdog, and leaves a note',
  async happen(t, guest) {
    const [pid, restarts] = [await guest.property('MainPID'), Number(await guest.property('NRestarts'))];
    await guest.run('touch /run/framed/hang');
    await until(async () => Number(await guest.property('NRestarts')) > restarts, 'the watchdog has bitten');
    await guest.run('rm -f /run/framed/hang');
    await guest.plays();
    t.not(await guest.property('MainPID'), pid);
    const note = await guest.run('cat /var/lib/framed/crash-note.txt');
    t.match(note, /ended by the watchdog/);
    t.match(note, /no sign of life/);
    t.match(await guest.notices('ended'), [/watchdog/]);
  },
};
