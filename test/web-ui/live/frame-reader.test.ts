import t from 'tap';
import { packPreview } from '../../../daemon/control/pack-preview.js';
import { PREVIEW_HEADER_BYTES, writePreviewHeader } from '../../../daemon/protocol/preview-frame.js';
import { until } from '../../until.js';
import { importPageModule } from '../page-module.js';

const { FrameReader } =
  await importPageModule<typeof import('../../../web-ui/src/live/frame-reader.js')>('live/frame-reader.ts');

/** 8 x 4 pixels, all of one value. */
function frameOf(sequence: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PREVIEW_HEADER_BYTES + 64).fill(sequence);
  writePreviewHeader(bytes, { width: 8, height: 4, sequence });
  return bytes;
}

t.test('packed and plain frames are given on as they were, in the order in which they came', async (t) => {
  const frames: { sequence: number; pixels: Uint8Array }[] = [];
  const reader = new FrameReader((frame) => frames.push(frame));
  const [first, second] = [await packPreview(frameOf(1)), await packPreview(frameOf(2))];
  t.ok(first.length < frameOf(1).length, `${first.length} bytes`);
  for (const message of [first, second, frameOf(3)]) reader.read(message.buffer);
  await until(() => frames.length === 3);
  t.same(
    frames.map(({ sequence }) => sequence),
    [1, 2, 3],
  );
  for (const { sequence, pixels } of frames) t.same([...pixels], new Array(64).fill(sequence));
});

t.test('a damaged frame is passed over, and what follows is read', async (t) => {
  const sequences: number[] = [];
  const reader = new FrameReader(({ sequence }) => sequences.push(sequence));
  const whole = await packPreview(frameOf(1));
  reader.read(whole.slice(0, -4).buffer);
  reader.read(new ArrayBuffer(3));
  reader.read(frameOf(2).buffer);
  await until(() => sequences.length === 1);
  t.same(sequences, [2]);
});
