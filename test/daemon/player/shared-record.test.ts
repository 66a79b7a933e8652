import { Worker } from 'node:worker_threads';
import t from 'tap';
import { SharedRecord } from '../../../daemon/player/shared-record.js';

t.test('what was written is read, elsewhere too', async (t) => {
  const record = SharedRecord.create(3);
  const values = new Float64Array(3);
  new SharedRecord(record.buffer).read(values);
  t.same([...values], [0, 0, 0]);
  record.write(Float64Array.of(1 / 3, -5e300, 7));
  new SharedRecord(record.buffer).read(values);
  t.same([...values], [1 / 3, -5e300, 7]);
});

t.test('a read never mixes two writes', async (t) => {
  const record = SharedRecord.create(8);
  const running = new Int32Array(new SharedArrayBuffer(4)).fill(1);
  const writer = new Worker(
    `const { workerData } = require('node:worker_threads');
     import(workerData.module).then(({ SharedRecord }) => {
       const record = new SharedRecord(workerData.buffer);
       const values = new Float64Array(8);
       for (let number = 1; Atomics.load(workerData.running, 0); number++) record.write(values.fill(number / 3));
     });`,
    {
      eval: true,
      execArgv: [],
      workerData: {
        module: new URL('../../../daemon/player/shared-record.js', import.meta.url).href,
        buffer: record.buffer,
        running,
      },
    },
  );
  const values = new Float64Array(8);
  let newest = 0;
  let changes = 0;
  const untilMs = performance.now() + 5000;
  while (changes < 2000 && performance.now() < untilMs) {
    record.read(values);
    const [first = 0] = values;
    if (values.some((value) => value !== first)) t.fail('a mixed record');
    if (first < newest) t.fail('the record went backwards');
    if (first === newest) await new Promise(setImmediate);
    else changes++;
    newest = first;
  }
  Atomics.store(running, 0, 0);
  await new Promise((resolve) => writer.once('exit', resolve));
  t.ok(changes > 0);
});
