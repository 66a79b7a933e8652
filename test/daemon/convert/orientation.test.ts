import t from 'tap';
import {
  isQuarterTurn,
  type Orientation,
  orientationOfMatrix,
  turnFurther,
} from '../../../daemon/convert/orientation.js';

const printed = (a: number, b: number, c: number, d: number) =>
  `\n00000000: ${a} ${b} 0\n00000001: ${c} ${d} 0\n00000002: 0 0 1073741824\n`;

t.test('a display matrix is read as phones write it', (t) => {
  t.equal(orientationOfMatrix(printed(65536, 0, 0, 65536)), 1);
  t.equal(orientationOfMatrix(printed(0, 65536, -65536, 0)), 6, 'a quarter clockwise');
  t.equal(orientationOfMatrix(printed(-65536, 0, 0, -65536)), 3);
  t.equal(orientationOfMatrix(printed(0, -65536, 65536, 0)), 8);
  t.equal(orientationOfMatrix(printed(-65536, 0, 0, 65536)), 2, 'mirrored');
  t.equal(orientationOfMatrix(printed(64000, 4000, -4000, 64000)), 1, 'a little crooked');
  t.equal(orientationOfMatrix('no matrix'), 1);
  t.end();
});

t.test('turning four times by a quarter is not turning', (t) => {
  for (const start of [1, 2, 3, 4, 5, 6, 7, 8] as const) {
    let turned: Orientation = start;
    for (let i = 1; i <= 4; i++) {
      turned = turnFurther(turned, 90);
      t.equal(isQuarterTurn(turned), isQuarterTurn(start) !== (i % 2 === 1));
    }
    t.equal(turned, start);
    t.equal(turnFurther(turnFurther(start, 180), 180), start);
    t.equal(turnFurther(turnFurther(start, 90), 270), start);
  }
  t.equal(turnFurther(1, 90), 6);
  t.equal(turnFurther(6, 90), 3);
  t.end();
});
