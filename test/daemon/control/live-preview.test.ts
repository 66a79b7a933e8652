import { inflateRawSync } from 'node:zlib';
import t from 'tap';
import { LivePreview, type PreviewViewer } from '../../../daemon/control/live-preview.js';
import { readDifferences } from '../../../daemon/protocol/preview-differences.js';
import { decodePackedPreviewFrame, decodePreviewFrame } from '../../../daemon/protocol/preview-frame.js';
import { until } from '../../until.js';
import { ManualTimers } from './manual-timers.js';
import { PaintedScreen } from './painted-screen.js';

/** A connection whose line the test holds. */
class TestViewer implements PreviewViewer {
  bufferedBytes = 0;
  seesSecrets = true;
  readsPacked = false;
  readonly sequences: number[] = [];
  readonly messages: Uint8Array[] = [];
  readonly unfinished: (() => void)[] = [];

  sendFrame(bytes: Uint8Array, sequence: number, sent: () => void): void {
    this.messages.push(bytes);
    this.sequences.push(sequence);
    this.unfinished.push(sent);
  }

  /** The kernel has taken everything. */
  flush(): void {
    for (const sent of this.unfinished.splice(0)) sent();
  }
}

function createPreview() {
  const timers = new ManualTimers();
  const screen = new PaintedScreen();
  const secret = { isOn: false };
  const preview = new LivePreview({ source: screen, hasSecret: () => secret.isOn, clock: timers, timers });
  const present = () => {
    screen.present();
    timers.advance(40);
  };
  return { timers, screen, preview, present, secret };
}

t.test('without viewers the screen is not read and nobody listens to it', (t) => {
  const { screen, preview, present } = createPreview();
  present();
  t.equal(screen.reads, 0);
  const viewer = new TestViewer();
  preview.add(viewer);
  t.equal(screen.listeners, 1);
  preview.remove(viewer);
  preview.remove(viewer);
  t.equal(screen.listeners, 0);
  const { reads } = screen;
  present();
  t.equal(screen.reads, reads);
  t.end();
});

t.test('a viewer sees what is on the glass at once, then each new frame', (t) => {
  const { preview, present } = createPreview();
  present();
  const viewer = new TestViewer();
  preview.add(viewer);
  t.same(viewer.sequences, [1]);
  present();
  present();
  t.same(viewer.sequences, [1, 2, 3]);
  const frame = decodePreviewFrame(Uint8Array.from(viewer.messages[2] ?? []).buffer);
  t.match(frame, { width: 4, height: 2, sequence: 3 });
  t.same([...(frame?.pixels ?? [])], new Array(16).fill(3));
  t.end();
});

t.test('before the first frame there is nothing to send', (t) => {
  const { preview, present } = createPreview();
  const viewer = new TestViewer();
  preview.add(viewer);
  t.same(viewer.sequences, []);
  present();
  t.same(viewer.sequences, [1]);
  t.end();
});

t.test('a viewer that acknowledges nothing is four frames behind at most, and holds nobody up', (t) => {
  const { preview, present } = createPreview();
  const slow = new TestViewer();
  const quick = new TestViewer();
  preview.add(slow);
  preview.add(quick);
  for (let frame = 1; frame <= 10; frame++) {
    present();
    preview.acknowledged(quick, frame);
  }
  t.same(slow.sequences, [1, 2, 3, 4]);
  t.same(quick.sequences, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  t.end();
});

t.test('a viewer that fell behind gets the newest frame when it is ready, also of a still picture', (t) => {
  const { preview, present } = createPreview();
  const viewer = new TestViewer();
  preview.add(viewer);
  for (let frame = 1; frame <= 9; frame++) present();
  preview.acknowledged(viewer, 2);
  t.same(viewer.sequences, [1, 2, 3, 4, 9], 'frames in between are skipped');
  preview.acknowledged(viewer, 9);
  t.same(viewer.sequences, [1, 2, 3, 4, 9], 'and nothing is sent twice');
  t.end();
});

t.test('a viewer with bytes that wait in the process skips frames', (t) => {
  const { preview, present } = createPreview();
  const viewer = new TestViewer();
  preview.add(viewer);
  viewer.bufferedBytes = 1_000_000;
  present();
  t.same(viewer.sequences, []);
  viewer.bufferedBytes = 0;
  present();
  t.same(viewer.sequences, [2]);
  t.end();
});

t.test('viewers share one copy of the pixels, which is not written to while one of them sends it', (t) => {
  const { preview, present } = createPreview();
  const viewers = [new TestViewer(), new TestViewer()];
  for (const viewer of viewers) preview.add(viewer);
  present();
  const [first, second] = viewers.map(({ messages }) => messages[0]);
  t.equal(first, second);
  present();
  t.equal(first?.at(-1), 1, 'still frame 1');
  for (const viewer of viewers) viewer.flush();
  const memory = new Set<Uint8Array>();
  for (let frame = 3; frame < 30; frame++) {
    present();
    for (const viewer of viewers) {
      preview.acknowledged(viewer, frame);
      viewer.flush();
      for (const message of viewer.messages) memory.add(message);
    }
  }
  t.ok(memory.size <= 4, `${memory.size} buffers for 30 frames: memory is used again`);
  t.end();
});

t.test('frames that come faster than 30 a second are thinned out, and the last one is shown', (t) => {
  const { timers, screen, preview } = createPreview();
  const viewer = new TestViewer();
  preview.add(viewer);
  for (let ms = 0; ms < 1000; ms += 10) {
    screen.present();
    for (const sequence of viewer.sequences) preview.acknowledged(viewer, sequence);
    timers.advance(10);
  }
  t.ok(viewer.sequences.length <= 32, `${viewer.sequences.length} frames`);
  timers.advance(100);
  t.equal(viewer.sequences.at(-1), 100);
  t.end();
});

t.test('what is not for everybody is seen by those only who may do everything', (t) => {
  const { preview, present, secret } = createPreview();
  const [owner, guest] = [new TestViewer(), new TestViewer()];
  guest.seesSecrets = false;
  present();
  preview.add(owner);
  preview.add(guest);
  secret.isOn = true;
  present();
  preview.acknowledged(guest, 1);
  preview.remove(guest);
  preview.add(guest);
  t.same([owner.sequences, guest.sequences], [[1, 2], [1]], 'nor by coming anew');
  secret.isOn = false;
  present();
  t.same(
    [owner.sequences, guest.sequences],
    [
      [1, 2, 3],
      [1, 3],
    ],
  );
  t.end();
});

t.test('the first frame comes packed to who reads that, and goes on so while the line is slow', async (t) => {
  const { timers, preview, present } = createPreview();
  const viewer = new TestViewer();
  viewer.readsPacked = true;
  present();
  preview.add(viewer);
  await until(() => viewer.messages.length === 1);
  t.same(unpack(viewer.messages[0]), { sequence: 1, pixels: new Array(16).fill(1) });
  timers.advance(1000);
  preview.acknowledged(viewer, 1);
  present();
  await until(() => viewer.messages.length === 2);
  t.same(unpack(viewer.messages[1]), { sequence: 2, pixels: new Array(16).fill(2) });
  preview.acknowledged(viewer, 2);
  present();
  t.match(
    decodePreviewFrame(Uint8Array.from(viewer.messages[2] ?? []).buffer),
    { sequence: 3 },
    'the line is quick by now',
  );
});

t.test('frames that come while one is packed are skipped, but not the last', async (t) => {
  const { timers, preview, present } = createPreview();
  const viewer = new TestViewer();
  viewer.readsPacked = true;
  present();
  preview.add(viewer);
  for (let frame = 2; frame <= 5; frame++) present();
  await until(() => viewer.messages.length === 1);
  // Packing rests for a while before it goes on.
  timers.advance(10_000);
  await until(() => viewer.messages.length === 2);
  t.same(viewer.sequences, [1, 5]);
});

t.test('what was packed for all is not sent to who may not see what is on the glass by now', async (t) => {
  const { preview, present, secret } = createPreview();
  const [owner, guest] = [new TestViewer(), new TestViewer()];
  guest.seesSecrets = false;
  for (const viewer of [owner, guest]) viewer.readsPacked = true;
  present();
  preview.add(owner);
  preview.add(guest);
  secret.isOn = true;
  await until(() => owner.messages.length === 1);
  t.same([owner.sequences, guest.sequences], [[1], []]);
});

function unpack(message: Uint8Array | undefined) {
  const frame = decodePackedPreviewFrame(Uint8Array.from(message ?? []).buffer);
  if (frame === undefined) return undefined;
  const differences = inflateRawSync(frame.packed);
  const pixels = new Uint8Array(differences.length);
  readDifferences(differences, pixels);
  return { sequence: frame.sequence, pixels: [...pixels] };
}
