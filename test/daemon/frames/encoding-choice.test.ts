import t from 'tap';
import { EncodingChoice } from '../../../daemon/frames/encoding-choice.js';
import type { FrameKind } from '../../../daemon/frames/frame-name.js';

const FRAME_US = 40_000;

/** The choices for frames of given share changed, of which a full one takes `fullBytes` and a delta `deltaBytes(changed)`. */
function choices(changes: readonly number[], fullBytes: number, deltaBytes: (changed: number) => number): string {
  const choice = new EncodingChoice();
  const kinds = changes.map((changed, index): FrameKind => {
    const kind = choice.choose(index * FRAME_US, changed);
    choice.learn(kind, changed, kind === 'full' ? fullBytes : deltaBytes(changed));
    return kind;
  });
  return kinds.map((kind) => (kind === 'full' ? 'F' : 'd')).join('');
}

t.test('deltas that pay are taken, with a full frame every 500 ms', (t) => {
  const kinds = choices(Array(40).fill(0.3), 80_000, (changed) => changed * 100_000);
  t.equal(kinds, `${'F'.padEnd(13, 'd').repeat(3)}F`);
  t.end();
});

t.test('deltas that do not pay are tried more and more rarely', (t) => {
  const kinds = choices(Array(500).fill(0.6), 50_000, (changed) => changed * 100_000);
  t.match(kinds, /^Fd/);
  t.ok(kinds.split('d').length - 1 <= 6, kinds);
  t.end();
});

t.test('a new scene is a full frame', (t) => {
  t.equal(
    choices([1, 0.1, 0.1, 0.99, 0.1, 0.1], 80_000, (changed) => changed * 100_000),
    'FddFdd',
  );
  t.end();
});

t.test('a frame of the same clip may be either, as the share of changed pixels says', (t) => {
  t.equal(
    choices([1, 0.4, 0.9, 0.4, 0.85, 0.2], 60_000, (changed) => changed * 80_000),
    'FdFdFd',
  );
  t.end();
});

t.test('no more than 255 deltas follow each other, however short the frames', (t) => {
  const choice = new EncodingChoice();
  const kinds = Array.from({ length: 600 }, (_, i) => choice.choose(i, 0.01));
  t.same(
    kinds.flatMap((kind, i) => (kind === 'full' ? [i] : [])),
    [0, 256, 512],
  );
  t.end();
});
