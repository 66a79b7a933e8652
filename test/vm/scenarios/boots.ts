import { until } from '../machine.js';
import type { Scenario } from './scenario.js';

export const boots: Scenario = {
  title: 'it boots, and what plays is on the glass pixel for pixel',
  async happen(t, guest, { demo }) {
    await until(async () => (await guest.property('ActiveState')) === 'active', 'systemd has heard that it is ready');
    t.match(await guest.property('StatusText'), /^Playing ".+" on the framebuffer \(320x240\)/);
    const [first, second] = [await guest.picture(), await guest.picture()];
    t.ok(demo.has(first), 'the screen holds one of the frames of the demo');
    t.ok(demo.has(second), 'and so it does a moment later');
    t.not(first, second, 'which is another one');
    const names = await guest.run('grep -l "frame buffer" /sys/class/vtconsole/*/name');
    t.equal(await guest.run(`cat ${names.replace(/name$/, 'bind')}`), '0', 'the text console is taken off it');
    t.match(await guest.run('framed status'), /320x240/, 'and the command line finds it');
  },
};
