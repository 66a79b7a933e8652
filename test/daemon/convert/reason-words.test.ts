import t from 'tap';
import { plainReason } from '../../../daemon/convert/reason-words.js';

t.test('what decoders say of broken files is put into plain words, with theirs behind', (t) => {
  t.equal(plainReason('moov atom not found'), 'it was cut off, or its index is damaged (moov atom not found)');
  t.match(plainReason('error reading header'), /^it was cut off, or its index is damaged \(/);
  t.match(plainReason('stream 0, contradictionary STSC and STCO'), /^its index is damaged \(/);
  t.match(plainReason('Invalid input: Unexpected end of file: Extent in iloc box'), /^it was cut off \(/);
  t.match(plainReason('Invalid data found when processing input'), /^it is damaged, or of a kind that framed/);
  t.equal(plainReason('the dog ate it'), 'the dog ate it');
  t.end();
});
