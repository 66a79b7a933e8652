import { until } from '../machine.js';
import type { Scenario } from './scenario.js';

const DRIVER = '/sys/bus/pci/drivers/cirrusfb';

export const vanish: Scenario = {
  title: 'where the driver of the glass goes, the picture goes on elsewhere, and comes back with it',
  async happen(t, guest, { demo }) {
    const pid = await guest.property('MainPID');
    const output = async () => (await guest.state()).panel.output;
    const address = await guest.run(`basename ${DRIVER}/0000*`);
    await guest.run(`echo ${address} > ${DRIVER}/unbind`);
    await until(async () => (await output()) === 'virtual', 'it plays on the virtual panel');
    t.match(await guest.notices('fb0'), [/no framebuffer "fb0"/]);
    await until(async () => /on the virtual panel/.test(await guest.property('StatusText')), 'systemd hears of it');

    await guest.run(`echo ${address} > ${DRIVER}/bind`);
    await until(async () => (await output()) === 'framebuffer', 'it plays on the glass again');
    t.same(await guest.notices('fb0'), []);
    t.ok(demo.has(await guest.picture()), 'and that is what it shows');
    t.equal(await guest.property('MainPID'), pid, 'by the same process');
  },
};
