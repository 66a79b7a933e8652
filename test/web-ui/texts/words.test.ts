import t from 'tap';
import { importPageModule } from '../page-module.js';

const { formatBytes, formatDuration } =
  await importPageModule<typeof import('../../../web-ui/src/texts/words.js')>('texts/words.ts');

t.test('sizes have three digits at most', (t) => {
  const cases: [number, string][] = [
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 KB'],
    [99_949, '99.9 KB'],
    [99_950, '100 KB'],
    [999_500, '1.0 MB'],
    [3_400_000_000, '3.4 GB'],
  ];
  for (const [bytes, words] of cases) t.equal(formatBytes(bytes), words);
  t.end();
});

t.test('durations read as on a clock', (t) => {
  t.equal(formatDuration(-1), '0:00');
  t.equal(formatDuration(7_999), '0:07');
  t.equal(formatDuration(750_000), '12:30');
  t.equal(formatDuration(3_723_000), '1:02:03');
  t.end();
});
