import t from 'tap';
import { drawScene } from '../../../daemon/demo/scene.js';

t.test('the loop closes: its end is its beginning', (t) => {
  const geometry = { width: 64, height: 48 };
  const first = drawScene(geometry, 0);
  const changed = drawScene(geometry, 0.999_999).filter((byte, i) => byte !== first[i]).length;
  t.ok(changed < 20, `${changed} bytes differ`);
  t.end();
});

t.test('every panel gets a picture of its own size', (t) => {
  for (const geometry of [
    { width: 135, height: 240 },
    { width: 1, height: 1 },
  ]) {
    t.equal(drawScene(geometry, 0.3).length, geometry.width * geometry.height * 2);
  }
  t.end();
});
