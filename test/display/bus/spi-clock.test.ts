import t from 'tap';
import { type PiSoc, readMachineModel, socOf } from '../../../display/bus/pi-model.js';
import { realClockHz } from '../../../display/bus/spi-clock.js';
import { wholeTransferBytes } from '../../../display/bus/spidev.js';

const MODELS: readonly (readonly [string | undefined, PiSoc | undefined])[] = [
  ['Raspberry Pi Model B Plus Rev 1.2', 'bcm2835'],
  ['Raspberry Pi Zero W Rev 1.1', 'bcm2835'],
  ['Raspberry Pi Zero 2 W Rev 1.0', 'bcm2837'],
  ['Raspberry Pi 2 Model B Rev 1.1', 'bcm2836'],
  ['Raspberry Pi 3 Model B Plus Rev 1.3', 'bcm2837'],
  ['Raspberry Pi 4 Model B Rev 1.4', 'bcm2711'],
  ['Raspberry Pi 400 Rev 1.0', 'bcm2711'],
  ['Raspberry Pi Compute Module 4 Rev 1.0', 'bcm2711'],
  ['Raspberry Pi 5 Model B Rev 1.0', 'bcm2712'],
  ['Raspberry Pi 500 Rev 1.0', 'bcm2712'],
  ['Raspberry Pi Compute Module 5 Rev 1.0', 'bcm2712'],
  ['Orange Pi Zero', undefined],
  [undefined, undefined],
];

t.test('every Raspberry Pi is known by its name in the device tree', (t) => {
  for (const [model, soc] of MODELS) t.equal(socOf(model), soc, `${model}`);
  t.end();
});

t.test('the model is read without its closing zero, and is undefined where there is no device tree', (t) => {
  const root = t.testdir({ proc: { 'device-tree': { model: 'Raspberry Pi 4 Model B Rev 1.4\0' } } });
  t.equal(readMachineModel(root), 'Raspberry Pi 4 Model B Rev 1.4');
  t.equal(readMachineModel(t.testdir({})), undefined);
  t.end();
});

t.test('the clock is the next lower one that an even divisor gives', (t) => {
  const cases: readonly (readonly [PiSoc | undefined, number, number])[] = [
    ['bcm2835', 62.5, 62.5],
    ['bcm2835', 40, 250 / 8],
    ['bcm2837', 62.5, 50],
    ['bcm2837', 67, 400 / 6],
    ['bcm2711', 62.5, 62.5],
    ['bcm2711', 80, 62.5],
    ['bcm2711', 84, 500 / 6],
    ['bcm2712', 62.5, 50],
    ['bcm2712', 80, 50],
    ['bcm2712', 32, 200 / 8],
    ['bcm2712', 500, 100],
    [undefined, 62.5, 62.5],
  ];
  for (const [soc, asked, real] of cases)
    t.equal(realClockHz(soc, asked * 1e6), Math.round(real * 1e6), `${soc} at ${asked} MHz`);
  t.end();
});

t.test('a transfer is the largest that counts as no more than bufsiz', (t) => {
  t.equal(wholeTransferBytes(4096), 4096);
  t.equal(wholeTransferBytes(65536), 65536);
  t.equal(wholeTransferBytes(65535), 65408);
  t.end();
});
