import t from 'tap';
import { importPageModule } from '../../page-module.js';

const { FrameRate, slowPreview } =
  await importPageModule<typeof import('../../../../web-ui/src/views/now/frame-rate.js')>('views/now/frame-rate.ts');

t.test('frames of the last second count, and no others', (t) => {
  const rate = new FrameRate();
  for (let frame = 0; frame < 50; frame++) rate.add(frame * 40);
  t.equal(rate.perSecond(1960), 25);
  t.equal(rate.perSecond(2500), 12);
  t.equal(rate.perSecond(9000), 0);
  t.end();
});

t.test('the preview’s rate is told where it is clearly below the panel’s', (t) => {
  t.equal(slowPreview(25, 24), undefined);
  t.equal(slowPreview(25, 12), 12);
  t.equal(slowPreview(0, 0), undefined, 'a picture that stands still');
  t.end();
});
