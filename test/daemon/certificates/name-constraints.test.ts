import t from 'tap';
import { nameConstraints } from '../../../daemon/certificates/name-constraints.js';

/** The leaves of a structure in DER, read as strictly as Chromium does: a length in any but its shortest form is an error (X.690 section 10.1). */
function leavesOf(der: Buffer): { tag: number; content: Buffer }[] {
  const leaves: { tag: number; content: Buffer }[] = [];
  for (let at = 0; at < der.length; ) {
    const tag = der.readUInt8(at);
    const first = der.readUInt8(at + 1);
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
    const shortest = length < 0x80 ? 0 : length < 0x100 ? 1 : 2;
    if (lengthBytes !== shortest) throw new Error(`a length of ${length} is written in ${lengthBytes} bytes`);
    const begin = at + 2 + lengthBytes;
    const content = der.subarray(begin, begin + length);
    if (content.length !== length) throw new Error('it ends before its end');
    const isConstructed = (tag & 0x20) !== 0;
    leaves.push(...(isConstructed ? leavesOf(content) : [{ tag, content }]));
    at = begin + length;
  }
  return leaves;
}

const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

t.test('what an authority may speak for: local names, private addresses, and what is named', (t) => {
  const leaves = leavesOf(nameConstraints(['frame.lan']));
  const ofTag = (wanted: number) => leaves.filter(({ tag }) => tag === wanted).map(({ content }) => content);
  t.same(ofTag(DNS_NAME).map(String), ['local', 'localhost', 'frame.lan']);
  t.same(
    ofTag(IP_ADDRESS).map((bytes) => bytes.toString('hex')),
    [
      '0a000000ff000000',
      'ac100000fff00000',
      'c0a80000ffff0000',
      'a9fe0000ffff0000',
      '64400000ffc00000',
      '7f000000ff000000',
      `fc${'00'.repeat(15)}fe${'00'.repeat(15)}`,
      `${'00'.repeat(15)}01${'ff'.repeat(16)}`,
    ],
  );
  t.equal(leaves.length, 11);
  t.end();
});

t.test(
  'lengths are written in their shortest form, whatever they are: Chromium refuses the whole certificate else',
  (t) => {
    for (let count = 0; count < 40; count++) {
      const names = Array.from({ length: count }, (_, at) => `${'n'.repeat(count)}-${at}.lan`);
      t.equal(leavesOf(nameConstraints(names)).length, 10 + count);
    }
    t.end();
  },
);
