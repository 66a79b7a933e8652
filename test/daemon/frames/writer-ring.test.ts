import fc from 'fast-check';
import t from 'tap';
import { WriterRing } from '../../../daemon/frames/writer-ring.js';

const FRAME_BYTES = 4;

/** The ring as a producer and a consumer in another thread would have it. */
function twoEnds(): { producer: WriterRing; consumer: WriterRing } {
  const producer = WriterRing.create(FRAME_BYTES);
  return { producer, consumer: new WriterRing(producer.buffer, producer.slots) };
}

t.test('frames come out as they went in, and none is lost or overwritten', (t) => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (steps) => {
      const { producer, consumer } = twoEnds();
      let posted = 0;
      let taken = 0;
      for (const isPost of steps) {
        if (isPost) {
          const fits = producer.post(new Uint8Array(FRAME_BYTES).fill(posted), posted * 40);
          if (fits !== posted - taken < producer.slots) throw new Error('full too early or too late');
          if (fits) posted++;
        } else {
          const took = consumer.take((pixels, startMs) => {
            if (startMs !== taken * 40 || pixels.some((byte) => byte !== taken)) throw new Error('another frame');
          });
          if (took !== posted > taken) throw new Error('empty too early or too late');
          if (took) taken++;
        }
      }
    }),
  );
  t.end();
});

t.test('a producer that found no room is told once, when half of the slots are free', (t) => {
  const { producer, consumer } = twoEnds();
  const pixels = new Uint8Array(FRAME_BYTES);
  while (producer.post(pixels, 0));
  const news = Array.from({ length: producer.slots }, () => consumer.take(() => {}) && consumer.owesNews());
  t.same(news, [false, false, false, true, false, false, false, false]);
  t.end();
});

t.test('a consumer does not sleep through a frame that came while it looked elsewhere', (t) => {
  const { producer, consumer } = twoEnds();
  const { bell } = consumer;
  producer.post(new Uint8Array(FRAME_BYTES), 0);
  consumer.sleep(bell);
  t.ok(consumer.take(() => {}));
  t.end();
});

t.test('large pictures get fewer slots, but two at least', (t) => {
  t.equal(WriterRing.create(320 * 240 * 2).slots, 8);
  t.equal(WriterRing.create(1024 * 1024).slots, 4);
  t.equal(WriterRing.create(16 * 1024 * 1024).slots, 2);
  t.end();
});
