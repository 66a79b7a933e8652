import t from 'tap';
import { findFramebuffer, listFramebuffers } from '../../../display/framebuffer/framebuffer-facts.js';
import { addFramebuffer, writeTree } from './fake-machine.js';

t.test('framebuffers are described as sysfs does, in the order of their numbers', (t) => {
  const root = t.testdir();
  addFramebuffer(root, { number: 10, name: 'fb_ili9341', width: 320, height: 240 });
  addFramebuffer(root, { number: 2, width: 240, height: 240, spiClockHz: 62_500_000 });
  addFramebuffer(root, { name: 'vc4drmfb', width: 1920, height: 1080, bitsPerPixel: 32, strideBytes: 7808 });
  const [hdmi, panel, staging] = listFramebuffers(root);
  t.match(hdmi, { number: 0, kind: 'other', strideBytes: 7808, bitsPerPixel: 32, geometry: { width: 1920 } });
  t.match(panel, { number: 2, kind: 'mipi-dbi', spiClockHz: 62_500_000, strideBytes: 480 });
  t.match(staging, { number: 10, kind: 'fbtft' });
  t.end();
});

t.test('memory that is larger than what is shown, for panning, is not taken for the picture', (t) => {
  const root = t.testdir();
  addFramebuffer(root, { width: 320, height: 480, mode: 'U:320x240p-0' });
  t.same(findFramebuffer('0', root).geometry, { width: 320, height: 240 });
  t.end();
});

t.test('a panel behind any driver on the SPI bus is a panel', (t) => {
  const root = t.testdir();
  addFramebuffer(root, { name: 'ili9341drmfb', width: 240, height: 320, spiClockHz: 32_000_000 });
  t.equal(findFramebuffer('ili9341drmfb', root).kind, 'mipi-dbi');
  t.end();
});

t.test('a stride of 0 is a row without padding', (t) => {
  const root = t.testdir();
  addFramebuffer(root, { width: 10, height: 10 });
  writeTree(root, { 'sys/class/graphics/fb0/stride': '0\n' });
  t.equal(findFramebuffer('fb0', root).strideBytes, 20);
  t.end();
});

t.test('one is chosen by number, by name or by path, and never by guess', (t) => {
  const root = t.testdir();
  addFramebuffer(root, { number: 0, name: 'vc4drmfb', width: 10, height: 10 });
  addFramebuffer(root, { number: 1, width: 10, height: 10 });
  addFramebuffer(root, { number: 11, width: 10, height: 10 });
  t.equal(findFramebuffer('1', root).number, 1);
  t.equal(findFramebuffer('fb11', root).number, 11);
  t.equal(findFramebuffer('/dev/fb1', root).number, 1);
  t.equal(findFramebuffer('vc4drmfb', root).number, 0);
  t.throws(() => findFramebuffer('panel-mipi-dbid', root), {
    code: 'framebuffer-ambiguous',
    message: /give the number/,
  });
  t.throws(() => findFramebuffer('fb2', root), { code: 'framebuffer-not-found', message: /there are: fb0.*fb1.*fb11/ });
  t.end();
});

t.test('a machine without framebuffers has none', (t) => {
  t.same(listFramebuffers(t.testdir()), []);
  t.end();
});
