import t from 'tap';
import { parseBootConfig, readBootConfig } from '../../../display/detect/boot-config.js';
import { writeTree } from '../framebuffer/fake-machine.js';

const PI_4 = 'Raspberry Pi 4 Model B Rev 1.4';

t.test('comments, and sections for other models, do not count', (t) => {
  const text = '# dtparam=spi=on\n\n[pi5]\ndtparam=spi=on\n[none]\ndtparam=spi=on\n[all]\ndtparam=audio=on\n';
  t.same(parseBootConfig(text, PI_4), { lines: ['dtparam=audio=on'], spiOn: false, spiPanels: [] });
  t.equal(parseBootConfig(text, 'Raspberry Pi 5 Model B Rev 1.0').spiOn, true);
  t.equal(parseBootConfig('[gpio4=1]\ndtparam=spi=on\n', PI_4).spiOn, true, 'who knows');
  t.end();
});

t.test('SPI is on in each way that people write it', (t) => {
  for (const line of ['dtparam=spi=on', 'dtparam=spi', 'dtparam=i2c_arm=on,spi=on', 'dtparam=spi=on,audio=on']) {
    t.equal(parseBootConfig(line, PI_4).spiOn, true, line);
  }
  for (const line of ['dtparam=spi=off', 'dtparam=spiel=on', 'dtoverlay=spi1-1cs']) {
    t.equal(parseBootConfig(line, PI_4).spiOn, false, line);
  }
  t.end();
});

t.test('overlays that give the bus to a driver are named, those of other things are not', (t) => {
  const panels = [
    'dtoverlay=mipi-dbi-spi,spi0-0,speed=62500000',
    'dtoverlay=fbtft,spi0-0,st7789v,width=240',
    'dtoverlay=piscreen,speed=18000000,rotate=90',
    'dtoverlay=waveshare35a',
  ];
  const text = ['dtoverlay=vc4-kms-v3d', ...panels, 'dtoverlay=w1-gpio'].join('\n');
  t.same(parseBootConfig(text, PI_4).spiPanels, panels);
  t.end();
});

t.test('the file in /boot/firmware counts, that in /boot where there is no other', (t) => {
  const root = t.testdir();
  writeTree(root, { 'boot/config.txt': 'dtparam=spi=on\n' });
  t.match(readBootConfig(root), { path: '/boot/config.txt', spiOn: true });
  writeTree(root, { 'boot/firmware/config.txt': 'dtparam=audio=on\n' });
  t.match(readBootConfig(root), { path: '/boot/firmware/config.txt', spiOn: false });
  t.end();
});
