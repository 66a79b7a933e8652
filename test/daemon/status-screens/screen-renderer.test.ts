import t from 'tap';
import { renderScreen, type ScreenRequest } from '../../../daemon/status-screens/render-screen.js';
import { ScreenRenderer } from '../../../daemon/status-screens/screen-renderer.js';

const request: ScreenRequest = {
  screen: { kind: 'updating' },
  canvas: { geometry: { width: 128, height: 160 }, shape: 'rectangle' },
  language: 'de',
};

t.test('a screen is drawn in threads of its own, one after the other, and kept', async (t) => {
  const renderer = new ScreenRenderer();
  const pixels = await renderer.render(request);
  t.ok(Buffer.from(pixels).equals(renderScreen(request)));
  t.equal(await renderer.render({ ...request }), pixels);
  const other = await renderer.render({ ...request, language: 'en' });
  t.notOk(Buffer.from(other).equals(pixels));
});

t.test('what cannot be drawn is said, and tried again', async (t) => {
  const renderer = new ScreenRenderer();
  const impossible: ScreenRequest = { ...request, canvas: { ...request.canvas, geometry: { width: 0, height: 0 } } };
  await t.rejects(renderer.render(impossible));
  await t.rejects(renderer.render(impossible));
});

t.test('the last four screens are kept', async (t) => {
  const renderer = new ScreenRenderer();
  const rendering = (width: number) =>
    renderer.render({ ...request, canvas: { ...request.canvas, geometry: { width, height: 32 } } });
  const all = [32, 33, 34, 35, 36].map(rendering);
  t.equal(rendering(36), all[4]);
  t.equal(rendering(33), all[1]);
  const anew = rendering(32);
  t.not(anew, all[0]);
  await Promise.all([...all, anew]);
});
