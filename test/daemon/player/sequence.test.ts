import fc from 'fast-check';
import t from 'tap';
import { Sequence } from '../../../daemon/player/sequence.js';

const A = 1;
const B = 2;
const C = 3;

function sequence(loop: 'all' | 'one' | 'off', shuffle = false, random: () => number = () => 0): Sequence {
  const sequence = new Sequence(random);
  sequence.setProgram({ entries: [A, B, C], loop, shuffle });
  return sequence;
}

t.test('places go on in both directions without end', async (t) => {
  t.same(
    [-2, -1, 0, 1, 2, 3, 4].map((place) => sequence('all').entryAt(place)),
    [B, C, A, B, C, A, B],
  );
});

t.test('loop all goes on, one stays, off ends with the round', async (t) => {
  t.equal(sequence('all').after(2), 3);
  t.equal(sequence('one').after(1), 1);
  t.equal(sequence('off').after(1), 2);
  t.equal(sequence('off').after(2), undefined);
  t.equal(sequence('off').after(-1), undefined);
});

t.test('after a failure even loop one goes on', async (t) => {
  t.equal(sequence('one').afterFailure(1), 2);
  t.equal(sequence('off').afterFailure(2), undefined);
});

t.test('an empty program has no places', async (t) => {
  const empty = new Sequence(Math.random);
  t.equal(empty.entryAt(0), undefined);
  t.equal(empty.placeOf(A), undefined);
  t.equal(empty.pick(A), undefined);
});

t.test('a new program finds the entry again, or the one that followed it', async (t) => {
  t.same(sequence('all').setProgram({ entries: [C, B], loop: 'all', shuffle: false }, 1), { place: 1, kept: true });
  t.same(sequence('all').setProgram({ entries: [A, C], loop: 'all', shuffle: false }, 1), { place: 1, kept: false });
  t.same(sequence('all').setProgram({ entries: [B, A], loop: 'all', shuffle: false }, 2), { place: 1, kept: false });
  t.same(sequence('all').setProgram({ entries: [9], loop: 'all', shuffle: false }, 2), { place: 0, kept: false });
});

const entries = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 });

function shuffled(entries: readonly number[], random: () => number): Sequence {
  const sequence = new Sequence(random);
  sequence.setProgram({ entries, loop: 'all', shuffle: true });
  return sequence;
}

/** Random numbers that a property can repeat. */
const randoms = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })).map((stream) => () => {
  const { value } = stream.next();
  return value ?? 0;
});

t.test('shuffled, each round has every entry once, and no entry follows itself', async () => {
  fc.assert(
    fc.property(entries, randoms, fc.boolean(), (entries, random, backwards) => {
      const sequence = shuffled(entries, random);
      const by = backwards ? -1 : 1;
      const places = Array.from({ length: entries.length * 4 }, (_, step) => (backwards ? -1 : 0) + step * by);
      const order = places.map((place) => sequence.entryAt(place));
      const rounds = Array.from({ length: 4 }, (_, round) =>
        order.slice(round * entries.length, (round + 1) * entries.length),
      );
      const complete = rounds.every((round) => new Set(round).size === entries.length);
      return complete && (entries.length < 3 || !order.some((entry, index) => entry === order[index + 1]));
    }),
  );
});

t.test('shuffled, going back shows what was there before', async () => {
  fc.assert(
    fc.property(entries, randoms, (entries, random) => {
      const sequence = shuffled(entries, random);
      const places = Array.from({ length: entries.length * 3 }, (_, place) => place);
      const forth = places.map((place) => sequence.entryAt(place));
      const back = [...places].reverse().map((place) => sequence.entryAt(place));
      return forth.join() === back.reverse().join();
    }),
  );
});

t.test('shuffled, picking an entry costs nobody else a turn', async () => {
  fc.assert(
    fc.property(entries, randoms, fc.nat(), fc.nat(), (entries, random, near, which) => {
      const sequence = shuffled(entries, random);
      const place = near % entries.length;
      const entry = entries[which % entries.length] ?? 0;
      const current = sequence.entryAt(place);
      const played = Array.from({ length: place + 1 }, (_, index) => sequence.entryAt(index));
      const picked = sequence.pick(entry, place) ?? Number.NaN;
      const rest = Array.from({ length: entries.length - picked }, (_, index) => sequence.entryAt(picked + index));
      const all = new Set([...played, ...rest]);
      return (
        rest[0] === entry &&
        (entry === current || sequence.entryAt(picked - 1) === current) &&
        all.size === entries.length
      );
    }),
  );
});

t.test('shuffled, a changed program keeps what has played, and brings the new ones in later', async () => {
  fc.assert(
    fc.property(entries, entries, randoms, fc.nat(), (before, after, random, at) => {
      const sequence = shuffled(before, random);
      const current = sequence.entryAt(at % before.length);
      const played = Array.from({ length: at % before.length }, (_, place) => sequence.entryAt(place));
      const { place, kept } = sequence.setProgram({ entries: after, loop: 'all', shuffle: true }, at % before.length);
      const order = after.map((_, place) => sequence.entryAt(place));
      if (new Set(order).size !== after.length || kept !== after.includes(current ?? 0)) return false;
      if (!kept) return true;
      const survivors = played.filter((entry) => after.includes(entry ?? 0));
      return order[place] === current && order.slice(0, place).join() === survivors.join();
    }),
  );
});

t.test('shuffle switched on begins a round with what shows', async (t) => {
  const ordered = sequence('all', false, Math.random);
  const { place } = ordered.setProgram({ entries: [A, B, C], loop: 'all', shuffle: true }, 1);
  t.equal(place, 0);
  t.equal(ordered.entryAt(0), B);
});
