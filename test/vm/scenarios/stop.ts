import type { Guest } from '../guest.js';
import type { Scenario } from './scenario.js';

/** What a Pi is promised. */
const STOP_MS = 2000;

export const stop: Scenario = {
  title: 'it stops within 2 s, and starts again on rows that are wider than its picture',
  async happen(t, guest, { demo }) {
    await guest.run('systemctl stop framed');
    const ms = await stoppedWithinMs(guest);
    // An emulated computer on a busy one may be slower than any Pi: Node alone, doing nothing, then takes longer than that.
    const nothingMs = Number(await guest.run('a=$(date +%s%N); node -e 0; echo $(( ($(date +%s%N) - a) / 1000000 ))'));
    t.ok(ms < Math.max(STOP_MS, nothingMs), `${ms} ms, where Node does nothing in ${nothingMs} ms`);
    t.equal(await guest.property('Result'), 'success');

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
  const fromUs = Number(await guest.property('ActiveExitTimestampMonotonic'));
  const toUs = Number(await guest.property('InactiveEnterTimestampMonotonic'));
  return Math.round((toUs - fromUs) / 1000);
}
