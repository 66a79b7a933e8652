import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { loadPanel, overridePanel, ownPanelFolders, panelNames } from '../../../daemon/config/panels.js';
import { packageRoot } from '../../../daemon/package-root.js';
import { loadController } from '../../../display/controllers/registry.js';
import { resolveGlass } from '../../../display/glass.js';
import { visibleGeometry } from '../../../display/panel.js';

const ST7789 = 'title: Mine\ncontroller: st7789\nwidth: 240\nheight: 240\nshape: rectangle\n';

t.test('every panel description that is shipped loads, and is called what it measures', async (t) => {
  const names = await panelNames([]);
  t.ok(names.length >= 20);
  for (const name of names) {
    const panel = await loadPanel(name, 0, []);
    t.match(name, `${panel.width}x${panel.height}`);
    t.ok(name.startsWith(panel.controller));
  }
});

t.test('the boards are brought up and addressed as their makers do', async (t) => {
  // MADCTL and the picture's place, from the drivers that the makers give away or the overlays of the Pi's kernel.
  const boards: [name: string, madctl: number, x: number, y: number][] = [
    ['st7789-240x240-waveshare-1in3', 0x00, 0, 0],
    ['st7789-135x240', 0x00, 52, 40],
    ['ili9341-240x320-waveshare-2in4', 0x48, 0, 0],
    ['ili9341-320x240-pitft-2in8', 0xe8, 0, 0],
    ['ili9341-320x240', 0x28, 0, 0],
    ['ili9486-480x320', 0x28, 0, 0],
    ['gc9a01-240x240', 0x08, 0, 0],
    ['gc9107-128x128', 0xc8, 2, 1],
    ['st7735-128x160', 0xc8, 2, 1],
    ['st7735-128x128', 0xc8, 2, 3],
    ['st7735-128x128-waveshare-1in44', 0x68, 1, 2],
    ['st7735-80x160', 0xc8, 26, 1],
    ['st7735-80x160-24-0', 0xc0, 24, 0],
  ];
  for (const [name, madctl, x, y] of boards) {
    const panel = await loadPanel(name, 0, []);
    t.match(resolveGlass(panel, await loadController(panel.controller)), { madctl, offset: { x, y } }, name);
  }
});

t.test('a panel on its side is as wide as it was high', async (t) => {
  t.same(visibleGeometry(await loadPanel('st7789-135x240', 90, [])), { width: 240, height: 135 });
});

t.test('every key of a description reaches the panel', async (t) => {
  const folder = t.testdir({
    'all.yaml': `${ST7789}turn: 90
gram: { width: 132, height: 162 }
offset: { x: 2, y: 1 }
mirrored: true
color_order: bgr
inverted: false
word_bits: 16
spi_mode: 3
max_mhz: 31.25
wiring: { device: spidev1.0, dc: 24, reset: 25, backlight: 18 }
`,
  });
  t.same(await loadPanel('all', 270, [folder]), {
    name: 'all',
    title: 'Mine',
    controller: 'st7789',
    width: 240,
    height: 240,
    shape: 'rectangle',
    rotation: 270,
    turn: 90,
    gram: { width: 132, height: 162 },
    offset: { x: 2, y: 1 },
    mirrored: true,
    colorOrder: 'bgr',
    inverted: false,
    wordBits: 16,
    spiMode: 3,
    maxMhz: 31.25,
    wiring: { device: 'spidev1.0', dc: 24, reset: 25, backlight: 18 },
  });
});

t.test("a description of one's own goes before one that framed brings, and is listed", async (t) => {
  const own = t.testdir({ 'st7789-240x240.yaml': ST7789, 'mine.yaml': ST7789, 'notes.txt': '' });
  const folders = [join(own, 'not-there'), own];
  t.equal((await loadPanel('st7789-240x240', 0, folders)).title, 'Mine');
  t.equal((await loadPanel('mine', 0, folders)).name, 'mine');
  t.equal((await loadPanel('gc9a01-240x240', 0, folders)).controller, 'gc9a01');
  const names = await panelNames(folders);
  t.ok(names.includes('mine') && names.includes('gc9a01-240x240'));
  t.equal(names.filter((name) => name === 'st7789-240x240').length, 1);
  t.same(ownPanelFolders('/some/where/config.yaml'), ['/some/where/panels']);
});

t.test("a chip of one's own is named by a path beside the description", async (t) => {
  const folder = await folderOutside(t);
  const chip = `export const controller = { name: 'mine', title: 'Mine', gram: { width: 240, height: 320 }, mirrored: false,
    colorOrder: 'rgb', inverted: false, pixelFormats: { 8: 'rgb565' }, wantsWholeWindow: false, maxMhz: 20,
    init: '11 [120]; 36:mad; 3A:fmt; inv; 29', source: 'a test' };`;
  await writeFile(join(folder, 'my-chip.mjs'), chip);
  await writeFile(join(folder, 'mine.yaml'), ST7789.replace('st7789', './my-chip.mjs'));
  const panel = await loadPanel('mine', 180, [folder]);
  t.match(panel.controller, /^file:.*\/my-chip\.mjs$/);
  t.equal(resolveGlass(panel, await loadController(panel.controller)).madctl, 0xc0);
});

t.test('what docs/adding-a-panel.md shows can be copied: the description, and the chip', async (t) => {
  const page = await readFile(join(packageRoot, 'docs/adding-a-panel.md'), 'utf8');
  const [yaml = '', chip = ''] = ['yaml', 'js'].map((kind) => page.split(`\`\`\`${kind}\n`)[1]?.split('```')[0]);
  const folder = await folderOutside(t);
  await writeFile(join(folder, 'my-board.yaml'), yaml);
  await writeFile(join(folder, 'my-chip.mjs'), chip);
  await writeFile(join(folder, 'other.yaml'), yaml.replace('st7789', './my-chip.mjs').replace(/135|240|52|40/g, '50'));
  for (const name of ['my-board', 'other']) {
    const panel = await loadPanel(name, 0, [folder]);
    t.ok(resolveGlass(panel, await loadController(panel.controller)), name);
  }
});

t.test('an unknown name is answered with the names there are', async (t) => {
  await t.rejects(loadPanel('ili9999', 0, []), { code: 'panel-unknown', message: /ili9341-320x240/ });
});

t.test('a name never leaves the folder', async (t) => {
  await t.rejects(loadPanel('../framed.example', 0, []), { code: 'panel-unknown' });
});

t.test('a description with a wrong value is refused with its place and what would be accepted', async (t) => {
  const wrong: [text: string, said: RegExp][] = [
    [ST7789.replace('240', '0'), /x\.yaml:3:8: width is 0/],
    [ST7789.replace('st7789', 'st7798'), /x\.yaml:2:13: controller is "st7798": there are: .*st7789.*begins with \.\//],
    [`${ST7789}turn: 45\n`, /x\.yaml:6:7: turn is 45: /],
    [`${ST7789}colour_order: bgr\n`, /x\.yaml:6:1: colour_order is not a key that framed knows/],
    [`${ST7789}color_order: BGR\n`, /x\.yaml:6:14: color_order is "BGR": .*rgb/],
    [`${ST7789}offset: { x: 2 }\n`, /x\.yaml:6:9: offset\.y is missing/],
    [`${ST7789}wiring: { device: /dev/spidev0.0, dc: 25 }\n`, /x\.yaml:6:19: wiring\.device is .*like spidev0\.0/],
    [`${ST7789}wiring: { device: spidev0.0, dc: GPIO25 }\n`, /x\.yaml:6:34: wiring\.dc is "GPIO25"/],
  ];
  for (const [text, message] of wrong) {
    await t.rejects(loadPanel('x', 0, [t.testdir({ 'x.yaml': text })]), { code: 'panel-invalid', message });
  }
});

t.test('what the configuration says goes over the description, and what it does not say stays', async (t) => {
  const panel = await loadPanel('st7789-135x240', 0, []);
  t.same(overridePanel(panel, {}), panel);
  t.same(overridePanel(panel, { mirrored: undefined, offset: undefined }), panel);
  const own = { rotation: 90, mirrored: true, colorOrder: 'bgr', inverted: false, offset: { x: 1, y: 2 } } as const;
  t.same(overridePanel(panel, own), { ...panel, ...own });
});

async function folderOutside(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'framed-panels-'));
  t.teardown(() => rm(folder, { recursive: true }));
  return folder;
}
