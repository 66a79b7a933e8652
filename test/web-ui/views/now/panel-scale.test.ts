import t from 'tap';
import { importPageModule } from '../../page-module.js';

const { panelScale } =
  await importPageModule<typeof import('../../../../web-ui/src/views/now/panel-scale.js')>('views/now/panel-scale.ts');
const PANEL = { width: 320, height: 240 };

t.test('a panel pixel is a whole number of screen pixels', (t) => {
  t.equal(panelScale({ width: 700, height: 600 }, PANEL, 1), 2);
  t.equal(panelScale({ width: 358, height: 390 }, PANEL, 3), 1, 'three screen pixels');
  t.equal(panelScale({ width: 300, height: 390 }, PANEL, 3), 2 / 3, 'two screen pixels');
  t.equal(panelScale({ width: 2000, height: 250 }, PANEL, 1), 1, 'the height counts, too');
  t.end();
});

t.test('a panel too large for the screen is made smaller', (t) => {
  t.equal(panelScale({ width: 160, height: 600 }, PANEL, 1), 0.5);
  t.equal(panelScale({ width: -10, height: 600 }, PANEL, 1), 0);
  t.end();
});
