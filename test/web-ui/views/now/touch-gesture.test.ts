import t from 'tap';
import { importPageModule } from '../../page-module.js';

const { TouchGesture } =
  await importPageModule<typeof import('../../../../web-ui/src/views/now/touch-gesture.js')>(
    'views/now/touch-gesture.ts',
  );

/** A panel under one finger, with time that stands still until it is told otherwise. */
function setUp() {
  const gestures: string[] = [];
  const pulls: number[] = [];
  let pending: (() => void) | undefined;
  const finger = new TouchGesture({
    onGesture: (gesture) => gestures.push(gesture),
    onPull: (px) => pulls.push(px),
    after: (_, callback) => {
      pending = callback;
      return () => {
        pending = undefined;
      };
    },
  });
  const waitLong = () => pending?.();
  return { finger, gestures, pulls, waitLong };
}

t.test('a short touch is a tap, be the finger a little unsteady', (t) => {
  const { finger, gestures, pulls } = setUp();
  finger.down({ x: 100, y: 100 });
  finger.move({ x: 104, y: 103 });
  finger.up({ x: 104, y: 103 });
  t.same(gestures, ['tap']);
  t.same(pulls, []);
  t.end();
});

t.test('a long touch is a hold, and nothing more when it ends', (t) => {
  const { finger, gestures, waitLong } = setUp();
  finger.down({ x: 100, y: 100 });
  waitLong();
  finger.move({ x: 200, y: 100 });
  finger.up({ x: 200, y: 100 });
  t.same(gestures, ['hold']);
  t.end();
});

t.test('a wide movement is a swipe, which the picture follows and comes back from', (t) => {
  const { finger, gestures, pulls, waitLong } = setUp();
  finger.down({ x: 200, y: 100 });
  finger.move({ x: 170, y: 100 });
  waitLong();
  finger.move({ x: 130, y: 105 });
  finger.up({ x: 130, y: 105 });
  t.same(gestures, ['swipe-left']);
  t.same(pulls, [-30, -70, 0]);
  finger.down({ x: 100, y: 100 });
  finger.move({ x: 170, y: 100 });
  finger.up({ x: 170, y: 100 });
  t.same(gestures, ['swipe-left', 'swipe-right']);
  t.end();
});

t.test('a movement that is too short, or that the browser takes for scrolling, does nothing', (t) => {
  const { finger, gestures, pulls, waitLong } = setUp();
  finger.down({ x: 100, y: 100 });
  finger.move({ x: 140, y: 100 });
  finger.up({ x: 140, y: 100 });
  finger.down({ x: 100, y: 100 });
  finger.move({ x: 100, y: 130 });
  finger.cancel();
  waitLong();
  finger.up({ x: 300, y: 130 });
  t.same(gestures, []);
  t.equal(pulls.at(-1), 0);
  t.end();
});
