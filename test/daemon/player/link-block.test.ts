import t from 'tap';
import { DamageFinder } from '../../../daemon/player/damage-finder.js';
import { LinkBlock } from '../../../daemon/player/link-block.js';
import type { TransferCost } from '../../../display/dirty/transfer-cost.js';

const COST: TransferCost = { mhz: 62.5, rectangleUs: 87.25, bytesPerPixel: 3, wholeWindow: true };

t.test('what the consumer writes of the link, the others read', async (t) => {
  const consumer = LinkBlock.create();
  const main = new LinkBlock(consumer.buffer);
  t.equal(main.read(), undefined);
  consumer.write(COST);
  t.same(main.read(), COST);
  consumer.write({ ...COST, bytesPerPixel: 2, wholeWindow: false });
  t.same(main.read(), { ...COST, bytesPerPixel: 2, wholeWindow: false });
  consumer.write(undefined);
  t.equal(main.read(), undefined);
});

t.test('frames are compared from when a display with a cost was opened', async (t) => {
  const link = LinkBlock.create();
  const geometry = { width: 40, height: 2 };
  const finder = new DamageFinder({ link, geometry });
  const [before, after] = [new Uint8Array(160), new Uint8Array(160)];
  after[81] = 1;
  t.equal(finder.find(before, after), undefined);
  link.write({ ...COST, rectangleUs: 1 });
  t.same(finder.find(before, after), [{ x: 0, y: 1, endX: 1, endY: 2 }]);
  t.same(finder.find(after, after), []);
  link.write(undefined);
  t.equal(finder.find(before, after), undefined, 'another display may have none');
});
