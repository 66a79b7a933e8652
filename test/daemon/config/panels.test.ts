import t from 'tap';
import { loadPanel, panelNames } from '../../../daemon/config/panels.js';
import { visibleGeometry } from '../../../display/panel.js';

t.test('every panel description that is shipped loads, and is called what it measures', async (t) => {
  const names = await panelNames();
  t.ok(names.length >= 5);
  for (const name of names) {
    const panel = await loadPanel(name);
    t.match(name, `${panel.width}x${panel.height}`);
    t.ok(name.startsWith(panel.controller));
  }
});

t.test('a panel on its side is as wide as it was high', async (t) => {
  t.same(visibleGeometry(await loadPanel('st7789-135x240', 90)), { width: 240, height: 135 });
});

t.test('an unknown name is answered with the names there are', async (t) => {
  await t.rejects(loadPanel('ili9999'), { code: 'panel-unknown', message: /ili9341-320x240/ });
});

t.test('a name never leaves the folder', async (t) => {
  await t.rejects(loadPanel('../framed.example'), { code: 'panel-unknown' });
});

t.test('a description with a wrong value is refused with its place', async (t) => {
  const folder = t.testdir({ 'x-1x1.yaml': 'title: x\ncontroller: x\nwidth: 0\nheight: 1\nshape: rectangle\n' });
  await t.rejects(loadPanel('x-1x1', 0, folder), { code: 'panel-invalid', message: /x-1x1\.yaml:3:8: width is 0/ });
});
