import t from 'tap';
import { judgeMachine } from '../../../display/detect/judge.js';
import type { Panel } from '../../../display/panel.js';
import { detectPi } from './pi-machine.js';

const speed = { mhz: 62.5, bytesPerPixel: 2 } as const;
const PANEL: Panel = {
  name: 'ili9341-320x240',
  title: 'ILI9341, 320x240',
  controller: 'ili9341',
  width: 320,
  height: 240,
  shape: 'rectangle',
  rotation: 0,
  wiring: { device: 'spidev0.0', dc: 25 },
};

t.test('a machine on which all is well has no problem', (t) => {
  const findings = judgeMachine(detectPi(t, { bufsiz: 65_536 }), PANEL, 'auto', { speed });
  t.same(
    findings.map(({ level }) => level),
    ['ok', 'ok', 'ok'],
  );
  t.match(findings[2]?.what, /At 62\.5 MHz, a whole picture of 320x240 can be sent 50\.9 times a second/);
  t.end();
});

t.test('a problem is said where no glass can be had, with its remedy', (t) => {
  const findings = judgeMachine(detectPi(t, { spidevs: [], configTxt: '' }), PANEL);
  const problems = findings.filter(({ level }) => level === 'problem');
  t.equal(problems.length, 2);
  t.ok(problems.every(({ remedy }) => remedy !== undefined));
  t.end();
});

t.test('a clock that the machine cannot make is said with the one it makes', (t) => {
  const findings = judgeMachine(detectPi(t, { model: 'Raspberry Pi 5 Model B Rev 1.0' }), PANEL, 'auto', { speed });
  t.match(findings.at(-1), { level: 'note', what: /62\.5 MHz, which this machine makes 50 MHz.*40\.7/ });
  t.match(findings[1], { what: /no rpio/ });
  t.end();
});

t.test('what makes it slower than need be is a note with its line', (t) => {
  const findings = judgeMachine(detectPi(t, { bufsiz: 4096, coreClockHz: 200_000_000 }), PANEL);
  const notes = findings.filter(({ level }) => level === 'note').map(({ remedy }) => remedy);
  t.match(notes, [/config\.txt.*: core_freq_min=500$/, /cmdline\.txt.*: spidev\.bufsiz=65536$/]);
  t.end();
});

t.test('a console on the panel is a note for whoever may not take it away', (t) => {
  const options = { framebuffers: [{ width: 320, height: 240 }], console: true };
  t.match(judgeMachine(detectPi(t, options), PANEL).at(-1), { level: 'note', remedy: /cmdline\.txt.*: fbcon=map:1$/ });
  t.notMatch(judgeMachine(detectPi(t, { ...options, uid: 0 }), PANEL).at(-1), { remedy: /fbcon/ });
  t.end();
});

t.test('the old driver is pointed to the current one', (t) => {
  const facts = detectPi(t, { framebuffers: [{ name: 'fb_ili9341', width: 320, height: 240 }] });
  t.match(judgeMachine(facts, PANEL).at(-1), { level: 'note', remedy: /framed firmware/ });
  t.end();
});

t.test('a backlight that cannot be dimmed is a note with the rule that mends it', (t) => {
  const facts = { ...detectPi(t), backlights: [{ name: 'panel', maxBrightness: 31, writable: false }] };
  t.match(judgeMachine(facts, PANEL).at(-1), { level: 'note', remedy: /udev.*SUBSYSTEM=="backlight"/ });
  t.end();
});

t.test('who wants the virtual panel has no problem anywhere', (t) => {
  const findings = judgeMachine(detectPi(t, { spidevs: [], configTxt: '' }), PANEL, 'virtual');
  t.notOk(findings.some(({ level }) => level === 'problem'));
  t.end();
});
