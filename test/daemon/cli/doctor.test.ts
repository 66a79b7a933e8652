import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import t from 'tap';
import { buildPi, type PiMachine } from '../../display/detect/pi-machine.js';
import { framed } from './framed.js';

const HAT = 'st7789-240x240-waveshare-1in3';

t.test('a machine with glass has no problem, and the exit code says so', async (t) => {
  const { code, out, err } = await doctor(t, { framebuffers: [{ number: 1, width: 240, height: 240 }] });
  t.equal(code, 0, out + err);
  t.match(out, /^ok {7}This is Raspberry Pi 4 Model B Rev 1\.4/m);
  t.match(out, /^ok {7}The picture goes over the framebuffer \(panel-mipi-dbid\)\.$/m);
});

t.test('the SPI pins are judged with the speed of the panel', async (t) => {
  const { code, out } = await doctor(t, { bufsiz: 4096 });
  t.equal(code, 0);
  t.match(out, /^ok {7}The picture goes over the SPI pins \(spidev0\.0\)\.$/m);
  t.match(out, /^(ok|note) .* MHz.*240x240/m);
  t.match(out, /^ {9}→ .*: spidev\.bufsiz=65536$/m);
});

t.test('a problem is told with the exact line, and the exit code is 1', async (t) => {
  const { code, out } = await doctor(t, { spidevs: [], configTxt: '' });
  t.equal(code, 1);
  t.match(out, /^problem {2}SPI is off/m);
  t.match(out, /^ {9}→ Add this line to \/boot\/firmware\/config\.txt and restart the machine: dtparam=spi=on$/m);
});

t.test('a program gets the findings and the facts', async (t) => {
  const { code, out } = await doctor(t, { spidevs: [], configTxt: '' }, '--json');
  t.equal(code, 1);
  t.match(JSON.parse(out), {
    panel: HAT,
    findings: [{ level: /ok|note|problem/, what: String }],
    facts: { model: 'Raspberry Pi 4 Model B Rev 1.4', spidevs: [], bootConfig: { spiOn: false } },
  });
});

t.test('a symptom, in one word or many, leads to the setting', async (t) => {
  t.match(await framed('doctor', 'mirrored', '--panel', HAT), { code: 0, out: /panel\.mirrored: true/ });
  t.match(await framed('doctor', 'all white', '--panel', HAT), { code: 0, out: /display\.spi\.dc: 25/ });
  t.match(await framed('doctor', 'blue', 'for', 'red', '--panel', HAT), { code: 0, out: /panel\.color_order: bgr/ });
  const json = await framed('doctor', 'inverted', '--panel', HAT, '--json');
  t.match(JSON.parse(json.out), { name: 'inverted', remedies: ['panel.inverted: false'] });
});

t.test('a symptom that nobody knows is answered with those that are known', async (t) => {
  const { code, err } = await framed('doctor', 'bananas');
  t.equal(code, 1);
  t.match(err, /"bananas"; ask about: all white, black, blue for red/);
});

/** Asks the doctor about a machine, whoever runs the test: as root everything may be used. This machine's own configuration has no say. */
function doctor(t: Test, machine: PiMachine, ...words: string[]) {
  const root = join(t.testdir(), 'machine');
  buildPi(root, machine);
  const config = join(root, 'config.yaml');
  writeFileSync(config, '');
  return framed('doctor', '--root', root, '--panel', HAT, '--config', config, ...words);
}
