import { InvalidArgumentError } from 'commander';
import t from 'tap';
import {
  parseBackground,
  parseCount,
  parseFocus,
  parseNotNegative,
  parsePort,
  parsePositive,
  parseRotation,
  parseSize,
} from '../../../daemon/cli/arguments.js';

t.test('what is meant is taken', (t) => {
  t.same(parseSize('320x240'), { width: 320, height: 240 });
  t.equal(parseRotation('270'), 270);
  t.equal(parsePositive('29.97'), 29.97);
  t.equal(parseNotNegative('0'), 0);
  t.equal(parseCount('12'), 12);
  t.equal(parsePort('0'), 0);
  t.equal(parseBackground('#1E90ff'), '#1e90ff');
  t.equal(parseBackground('blur'), 'blur');
  t.same(parseFocus('0.5,1'), { x: 0.5, y: 1 });
  t.end();
});

t.test('anything else is refused with what would be accepted', (t) => {
  const refused: [(word: string) => unknown, string[]][] = [
    [parseSize, ['320', '0x240', '-1x2', '320x240x3', '99999x1', '']],
    [parseRotation, ['45', 'left', '360']],
    [parsePositive, ['0', '-1', 'x', 'Infinity']],
    [parseNotNegative, ['-1', '', 'NaN']],
    [parseCount, ['0', '1.5', '-2']],
    [parsePort, ['65536', '-1', '80a', '']],
    [parseBackground, ['red', '#12', '#12345g']],
    [parseFocus, ['0.5', '1.1,0', '-1,0', '0.5,x', '0,0,0', '.,.']],
  ];
  for (const [parse, words] of refused)
    for (const word of words) t.throws(() => parse(word), InvalidArgumentError, word);
  t.end();
});
