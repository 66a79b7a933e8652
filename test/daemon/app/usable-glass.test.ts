import t from 'tap';
import { usableGlass } from '../../../daemon/app/usable-glass.js';
import { Config } from '../../../daemon/config/schema.js';

t.test('a panel that is not known leaves the virtual panel, and why', async (t) => {
  const config = Config.parse({ panel: { name: 'ili9999' }, display: { output: 'spi' } });
  const { glass, problem } = await usableGlass(config, undefined);
  t.equal(glass.display.output, 'virtual');
  t.match(problem, { code: 'panel-unknown', message: /ili9999.*there are: / });
});

t.test('a panel that is known is no problem', async (t) => {
  const config = Config.parse({ panel: { name: 'gc9a01-240x240' }, display: { output: 'virtual' } });
  const { glass, problem } = await usableGlass(config, undefined);
  t.match(glass.display.geometry, { width: 240, height: 240 });
  t.equal(problem, undefined);
});
