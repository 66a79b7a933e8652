import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { framed } from './framed.js';

t.test('firmware writes the file and says what goes into config.txt', async (t) => {
  const folder = t.testdir();
  const { code, out } = await framed('firmware', 'st7789-240x240-waveshare-1in3', join(folder, 'hat.bin'));
  t.equal(code, 0);
  t.match(out, `sudo cp ${join(folder, 'hat.bin')} /lib/firmware/hat.bin`);
  t.match(out, 'dtparam=compatible=hat\\0panel-mipi-dbi-spi');
  t.match(out, 'dtparam=reset-gpio=27,dc-gpio=25');
  t.equal((await readFile(join(folder, 'hat.bin'))).subarray(0, 8).toString(), 'MIPI DBI');
});

t.test('for a program it says the same as JSON', async (t) => {
  const path = join(t.testdir(), 'small.bin');
  const words = ['--rotation', '90', '--dc', '24', '--json'];
  const { out } = await framed('firmware', 'st7789-135x240', path, ...words);
  t.match(JSON.parse(out), {
    path,
    config_lines: [
      'dtparam=spi=on',
      'dtoverlay=mipi-dbi-spi,spi0-0,speed=62500000',
      'dtparam=compatible=small\\0panel-mipi-dbi-spi',
      'dtparam=width=240,height=135,x-offset=40,y-offset=53',
      'dtparam=dc-gpio=24',
      'dtparam=write-only',
    ],
  });
});

t.test('what was typed goes before what the description says of its wiring', async (t) => {
  const path = join(t.testdir(), 'a.bin');
  const words = ['--device', 'spidev0.1', '--reset', '5', '--backlight', '12'];
  const { out } = await framed('firmware', 'ili9341-240x320-waveshare-2in4', path, ...words);
  t.match(out, /spi0-1,speed/);
  t.match(out, /reset-gpio=5,dc-gpio=25\n\s+dtparam=backlight-gpio=12/);
});

t.test('where it cannot be done, nothing is written and the way out is told', async (t) => {
  const folder = t.testdir();
  const failures: [words: string[], said: RegExp][] = [
    [['st7789-135x240', join(folder, 'a.bin')], /does not say how it is wired; give --dc LINE/],
    [['ili9486-480x320', join(folder, 'a.bin')], /waveshare35a/],
    [['st7798', join(folder, 'a.bin')], /There is no panel "st7798"/],
  ];
  for (const [words, said] of failures) {
    const { code, err } = await framed('firmware', ...words);
    t.equal(code, 1);
    t.match(err, said);
  }
  t.same(await readdir(folder), []);
});
