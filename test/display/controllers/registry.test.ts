import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import t, { type Test } from 'tap';
import { RecordingBus } from '../../../display/bus/recording-bus.js';
import { runInit } from '../../../display/controllers/init-table.js';
import { controllerNames, loadController } from '../../../display/controllers/registry.js';
import { resolveGlass } from '../../../display/glass.js';
import { panelOf } from '../panel-of.js';

const FIELDS = {
  name: 'hx9999',
  title: 'A chip that framed has never heard of',
  gram: { width: 96, height: 160 },
  mirrored: true,
  colorOrder: 'rgb',
  inverted: false,
  pixelFormats: { 8: 'rgb565' },
  wantsWholeWindow: false,
  maxMhz: 20,
  init: '01 [120]\n11 [120]\nC7:42\n36:mad; 3A:fmt; inv\n29',
  source: 'a test',
};

/** Writes a module far from the repository, and gives its URL. */
async function moduleOf(t: Test, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'framed-controller-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, 'chip.mjs');
  await writeFile(path, text);
  return pathToFileURL(path).href;
}

t.test('every controller is found by its own name and says where it comes from', async (t) => {
  for (const name of controllerNames()) {
    const controller = await loadController(name);
    t.equal(controller.name, name);
    t.ok(controller.source);
  }
});

t.test('an unknown name is answered with the names there are', async (t) => {
  await t.rejects(loadController('st7798'), { code: 'controller-unknown', message: /"st7798".*ili9341, .*st7789/ });
});

t.test('a driver from outside the repository is loaded, and brings its glass up', async (t) => {
  const url = await moduleOf(t, `export const controller = ${JSON.stringify(FIELDS)};`);
  const controller = await loadController(url);
  const glass = resolveGlass(panelOf(controller, { rotation: 90 }), controller);
  t.same(glass.geometry, { width: 160, height: 96 });
  const bus = new RecordingBus({ hasReset: false });
  runInit(bus, glass.initSteps);
  t.equal(bus.transcript, '01\n[120]\n11\n[120]\nC7:42\n36:20\n3A:55\n20\n29\n');
});

t.test('what is wrong in such a driver is named: the field, what it is, what it must be', async (t) => {
  const wrong: [object, RegExp][] = [
    [{ name: 7 }, /name is 7; it must be a text/],
    [{ title: undefined }, /title is missing/],
    [{ gram: { width: 0, height: 160 } }, /gram is \{"width":0,"height":160\}; it must be like \{ width: 240/],
    [{ mirrored: 'no' }, /mirrored is "no"; it must be true or false/],
    [{ colorOrder: 'grb' }, /colorOrder is "grb"; it must be "rgb" or "bgr"/],
    [{ inverted: null }, /inverted is null/],
    [{ pixelFormats: {} }, /pixelFormats is \{\}/],
    [{ pixelFormats: { 9: 'rgb565' } }, /pixelFormats is \{"9":"rgb565"\}/],
    [{ pixelFormats: { 8: 'rgb888' } }, /pixelFormats is/],
    [{ wantsWholeWindow: 1 }, /wantsWholeWindow is 1/],
    [{ maxMhz: 20_000_000 }, /maxMhz is 20000000; it must be a number of megahertz/],
    [{ init: '' }, /init is ""/],
    [{ source: '' }, /source is ""/],
    [{ init: FIELDS.init.replace('11 [120]', '') }, /init lacks the command 11/],
    [{ init: FIELDS.init.replace('29', '') }, /init lacks the command 29/],
    [{ init: FIELDS.init.replace('36:mad', '36:48') }, /init lacks the command 36:mad/],
    [{ init: FIELDS.init.replace('inv', '20') }, /init lacks the step inv/],
    [{ init: FIELDS.init.replace('3A:fmt; ', '') }, /init lacks the command 3A:fmt/],
  ];
  for (const [change, said] of wrong) {
    const url = await moduleOf(t, `export const controller = ${JSON.stringify({ ...FIELDS, ...change })};`);
    await t.rejects(loadController(url), { code: 'controller-invalid', message: said });
  }
});

t.test('a mistake in its table is told with the line and the word', async (t) => {
  const url = await moduleOf(t, `export const controller = ${JSON.stringify({ ...FIELDS, init: '11\nC7:4G' })};`);
  await t.rejects(loadController(url), { code: 'init-table-invalid', message: /hx9999 .*line 2: "4G"/ });
});

t.test('a module that cannot be loaded, or exports no controller, is answered in a sentence', async (t) => {
  const said = (message: RegExp) => ({ name: 'DisplayError', code: 'controller-invalid', message });
  await t.rejects(loadController('file:///nowhere/chip.mjs'), said(/cannot be loaded as a JavaScript module/));
  await t.rejects(loadController(await moduleOf(t, 'export const')), said(/cannot be loaded as a JavaScript module/));
  await t.rejects(loadController(await moduleOf(t, 'export default 1;')), said(/the export "controller" is missing/));
});
