import type { Guest } from '../guest.js';
import type { Scenario } from './scenario.js';

/** What the issue promises of a Pi. This emulated computer is slower than one, and has to keep it all the same. */
const STOP_MS = 2000;

export const stop: Scenario = {
  title: 'it stops within 2 s, gives the console back, and starts again on rows that are wider than its picture',
  async happen(t, guest, { demo }) {
    await guest.run('systemctl stop framed');
    const ms = await stoppedWithinMs(guest);
    t.ok(ms < STOP_MS, `${ms} ms`);
    t.equal(await guest.property('Result'), 'success');
    t.equal(await guest.run('cat /sys/class/vtconsole/vtcon1/bind'), '1');

    await guest.run('fbset -fb /dev/fb0 -vxres 640');
    await guest.run('systemctl start framed');
    t.equal(await guest.property('ActiveState'), 'active');
    await guest.plays();
    t.same(await guest.notices('ended'), []);
    t.equal(await guest.framebuffer('stride'), '1280');
    t.ok(demo.has(await guest.picture()), 'the picture is whole');
  },
};

/** From being told to stop until nothing of it is left, by systemd's clock. */
async function stoppedWithinMs(guest: Guest): Promise<number> {
  const names = ['ActiveExitTimestampMonotonic', 'InactiveEnterTimestampMonotonic'];
  const [fromUs, toUs] = await Promise.all([guest.property(names[0] ?? ''), guest.property(names[1] ?? '')]);
  return Math.round((Number(toUs) - Number(fromUs)) / 1000);
}
