import t from 'tap';
import { OverlayLayers } from '../../../daemon/player/overlay-layers.js';

/** A glass of one letter; a picture for other glass is not taken, as a player does. */
function begin() {
  let seen = 'clip';
  const layers = new OverlayLayers({
    showOverlay: (pixels) => {
      if (pixels.length === 1) seen = String.fromCharCode(pixels[0] ?? 0);
    },
    hideOverlay: () => {
      seen = 'clip';
    },
  });
  return { back: layers.back, front: layers.front, seen: () => seen };
}

const picture = (letter: string) => Buffer.from(letter);

t.test('the front picture is seen, and the back one when it goes, as it is by then', (t) => {
  const { back, front, seen } = begin();
  back.showOverlay(picture('a'));
  t.equal(seen(), 'a');
  front.showOverlay(picture('F'));
  t.equal(seen(), 'F');
  back.showOverlay(picture('b'));
  t.equal(seen(), 'F');
  front.hideOverlay();
  t.equal(seen(), 'b');
  back.hideOverlay();
  t.equal(seen(), 'clip');
  t.end();
});

t.test('what goes behind the front picture is not seen again', (t) => {
  const { back, front, seen } = begin();
  back.showOverlay(picture('a'));
  front.showOverlay(picture('F'));
  back.hideOverlay();
  t.equal(seen(), 'F');
  front.hideOverlay();
  t.equal(seen(), 'clip');
  t.end();
});

t.test('a back picture of another size leaves nothing of the front one', (t) => {
  const { back, front, seen } = begin();
  back.showOverlay(picture('too long'));
  front.showOverlay(picture('F'));
  front.hideOverlay();
  t.equal(seen(), 'clip');
  t.end();
});
