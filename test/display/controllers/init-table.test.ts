import t from 'tap';
import { RecordingBus } from '../../../display/bus/recording-bus.js';
import { parseInitTable, runInit } from '../../../display/controllers/init-table.js';

const VALUES = { madctl: 0x60, colmod: 0x55, inverted: true };

function played(text: string, { hasReset = true, values = VALUES } = {}): string[] {
  const bus = new RecordingBus({ hasReset });
  runInit(bus, parseInitTable(text, values));
  return bus.transcript.trim().split('\n');
}

t.test('a step is a command, its parameters and a wait, on a line of its own or parted by ";"', (t) => {
  const steps = parseInitTable('11 [120]\n\n  B1:00 18; b6: 08 [5] # for people; 29\n13[10]', VALUES);
  t.same(steps, [
    { kind: 'command', opcode: 0x11, parameters: new Uint8Array() },
    { kind: 'sleep', ms: 120 },
    { kind: 'command', opcode: 0xb1, parameters: Uint8Array.of(0x00, 0x18) },
    { kind: 'command', opcode: 0xb6, parameters: Uint8Array.of(0x08) },
    { kind: 'sleep', ms: 5 },
    { kind: 'command', opcode: 0x13, parameters: new Uint8Array() },
    { kind: 'sleep', ms: 10 },
  ]);
  t.end();
});

t.test('what the panel decides is put in', (t) => {
  t.same(played('36:mad; 3A:fmt; inv').slice(2), ['36:60', '3A:55', '21']);
  t.same(played('inv', { values: { ...VALUES, inverted: false } }).slice(2), ['20']);
  t.end();
});

t.test('what is no step is answered with the table, the line and the word', (t) => {
  const wrong: [string, RegExp][] = [
    ['11\n3Z:00', /The init table of x, line 2: "3Z" in "3Z:00"/],
    ['EF:03 80 2', /"2" in "EF:03 80 2"/],
    ['EF:03 CF:00', /"CF" in/],
    ['11 29', /"29" in "11 29"/],
    ['11 [1 s]', /"\[1" in/],
    ['[120] 11', /"\[120\]" in/],
    ['B1:madctl', /"madctl" in/],
    ['inv:00', /command inv takes no parameters and is given 1/],
    ['36:mad 21', /command 36 takes 1 parameters and is given 2/],
    ['29:00', /command 29 takes no parameters and is given 1/],
    ['3A', /command 3A takes 1 parameters and is given 0/],
  ];
  for (const [text, said] of wrong) {
    t.throws(() => parseInitTable(text, VALUES, 'of x'), { code: 'init-table-invalid', message: said }, text);
  }
  t.end();
});

t.test('after a reset the chip is given 120 ms before it is woken, or as long as its table begins with', (t) => {
  t.same(played('11 [5]'), ['reset', '[120]', '11', '[5]']);
  t.same(played('[200]\n11'), ['reset', '[200]', '11']);
  t.same(played('[10]\n11'), ['reset', '[120]', '11']);
  t.end();
});

t.test('without a reset line SWRESET comes first, and once', (t) => {
  t.same(played('11', { hasReset: false }), ['01', '[120]', '11']);
  t.same(played('01 [150]\n11', { hasReset: false }), ['01', '[150]', '11']);
  t.same(played('01 [5]; 28; 11', { hasReset: false }), ['01', '[120]', '28', '11']);
  t.end();
});

t.test('with one, the SWRESET of a table is sent all the same', (t) => {
  t.same(played('01 [150]\n11'), ['reset', '[120]', '01', '[150]', '11']);
  t.end();
});
