import { until } from '../machine.js';
import type { Scenario } from './scenario.js';

export const restore: Scenario = {
  title: 'a backup is restored by a process that systemd starts anew',
  async happen(t, guest) {
    const before = await guest.property('MainPID');
    const { name } = (await guest.state()).device;
    t.match(await guest.run('framed backup /root/frame.tar && echo done'), /done$/);
    await guest.run(`sed -i '/^name:/d' /etc/framed/config.yaml; echo 'name: changed' >> /etc/framed/config.yaml`);
    await until(async () => (await guest.state()).device.name === 'changed', 'another name holds');
    // The command waits for the new process as long as a Pi may take; this computer may take longer.
    t.match(await guest.run('framed restore /root/frame.tar && echo done'), /done$|It is restored/);
    await until(async () => (await guest.property('MainPID')) !== before, 'another process runs');
    await guest.plays();
    t.equal((await guest.state()).device.name, name);
  },
};
