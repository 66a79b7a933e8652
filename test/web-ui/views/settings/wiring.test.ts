import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { configService } from '../../../../daemon/app/config-service.js';
import { LiveConfig } from '../../../../daemon/config/live-config.js';
import { Config } from '../../../../daemon/config/schema.js';
import { configuredPanel } from '../../../../daemon/glass/configured-panel.js';
import { silentLog } from '../../../../daemon/log.js';
import { packageRoot } from '../../../../daemon/package-root.js';
import { PanelKinds } from '../../../../daemon/protocol/config.js';
import { importPageModule } from '../../page-module.js';

const { wiringOf } = await importPageModule<typeof import('../../../../web-ui/src/views/settings/wiring/wires.js')>(
  'views/settings/wiring/wires.ts',
);
const { HEADER_PINS, pinOf, spiLines } = await importPageModule<
  typeof import('../../../../web-ui/src/views/settings/wiring/header-pins.js')
>('views/settings/wiring/header-pins.ts');

const live = new LiveConfig({ path: join(t.testdir(), 'framed.yaml'), overrides: {}, log: silentLog });
// As it comes over the wire.
const { panels } = PanelKinds.parse({ panels: await configService(live).panels() });
const valuesOf = (file: unknown) => Config.parse(file);
const wireOf = ({ wires }: ReturnType<typeof wiringOf>, from: string) => wires.find((wire) => wire.from === from);

t.test('the header has every line once, and 12 pins of power', (t) => {
  const lines = HEADER_PINS.filter((kind) => typeof kind === 'number');
  t.same(
    [...lines].sort((a, b) => a - b),
    Array.from({ length: 28 }, (_, line) => line),
  );
  t.equal(HEADER_PINS.length, 40);
  t.equal(HEADER_PINS.filter((kind) => kind === 'ground').length, 8);
  t.end();
});

t.test('pins are those of docs/wiring.md', (t) => {
  const docs = readFileSync(join(packageRoot, 'docs/wiring.md'), 'utf8');
  for (const line of [11, 10, 8, 7, 25, 27]) t.match(docs, `${line} (${pinOf(line)})`);
  t.match(docs, `3V3 (${wireOf(wiringOf(undefined, valuesOf({})), 'vcc')?.pin})`);
  t.match(docs, `GND (${wireOf(wiringOf(undefined, valuesOf({})), 'ground')?.pin})`);
  t.end();
});

t.test('what is drawn is what the daemon would open, whatever the file says', async () => {
  const line = fc.option(fc.integer({ min: 0, max: 53 }), { nil: undefined });
  const file = fc.record(
    {
      device: fc.constantFrom('spidev0.0', 'spidev0.1', 'spidev1.2', 'spidev4.0'),
      dc: line,
      reset: line,
      light: line,
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...panels), file, async ({ name, wiring: made }, { light, ...spi }) => {
      const values = valuesOf({
        panel: { name },
        display: { spi, ...(light !== undefined && { backlight: { kind: 'gpio', line: light } }) },
      });
      const { wiring: opened } = await configuredPanel(values);
      const drawn = wiringOf(made, values);
      if (opened === undefined) return wireOf(drawn, 'dc')?.note === 'suggested';
      const lines = spiLines(opened.device);
      return (
        wireOf(drawn, 'dc')?.line === opened.dc &&
        wireOf(drawn, 'reset')?.line === opened.reset &&
        wireOf(drawn, 'light')?.line === opened.backlight &&
        wireOf(drawn, 'select')?.line === lines?.chipSelect &&
        wireOf(drawn, 'data')?.line === lines?.data
      );
    }),
    { numRuns: 100 },
  );
});

t.test('a board that leaves its lines open gets the usual ones to choose, and none that is taken', (t) => {
  t.same(wiringOf(undefined, valuesOf({})).suggestion, { 'display.spi.dc': 25, 'display.spi.reset': 27 });
  const buttons = [{ line: 25, press: 'next' }];
  const taken = valuesOf({ controls: { buttons }, display: { spi: { reset: 24 } } });
  t.same(wiringOf(undefined, taken).suggestion, { 'display.spi.dc': 22 });
  const chosen = wiringOf(undefined, valuesOf({ display: { spi: { dc: 25 } } }));
  t.equal(chosen.suggestion, undefined);
  t.match(wireOf(chosen, 'reset'), { pin: 17, note: 'tied' });
  t.match(wireOf(chosen, 'light'), { pin: 17, note: 'always-lit' });
  t.end();
});

t.test('what a maker has settled is drawn as it is, without what is not wired', (t) => {
  const pirate = panels.find(({ name }) => name === 'st7789-240x240-pirate-audio')?.wiring;
  const { wires, suggestion } = wiringOf(pirate, valuesOf({}));
  t.equal(suggestion, undefined);
  t.same(
    wires.map(({ from, pin }) => [from, pin]),
    [
      ['vcc', 1],
      ['ground', 6],
      ['clock', 23],
      ['data', 19],
      ['select', 26],
      ['dc', 21],
      ['light', 33],
    ],
  );
  t.end();
});

t.test('two on one line, lines beside the header and buses that are elsewhere are said so', (t) => {
  const twice = wiringOf(undefined, valuesOf({ display: { spi: { dc: 10 } } }));
  t.equal(wireOf(twice, 'dc')?.note, 'twice');
  t.equal(wireOf(twice, 'data')?.note, 'twice');
  const beside = wiringOf(undefined, valuesOf({ display: { spi: { dc: 40, device: 'spidev3.0' } } }));
  t.match(wireOf(beside, 'dc'), { line: 40, pin: undefined, note: 'not-on-header' });
  t.equal(wireOf(beside, 'clock')?.note, 'other-bus');
  const lights = ['sysfs', 'pwm'].map((kind) => {
    const rest = kind === 'pwm' ? { chip: 0, channel: 0 } : {};
    return wireOf(wiringOf(undefined, valuesOf({ display: { backlight: { kind, ...rest } } })), 'light')?.note;
  });
  t.same(lights, ['kernel-light', 'pwm-light']);
  t.end();
});
