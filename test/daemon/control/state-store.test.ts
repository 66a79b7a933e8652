import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { type StatePatch, StateStore } from '../../../daemon/control/state-store.js';
import { applyMergePatch } from '../../../daemon/protocol/merge-patch.js';
import { EXAMPLE_STATE, withPaused } from './example-state.js';
import { ManualTimers } from './manual-timers.js';

function createStore() {
  const timers = new ManualTimers();
  const store = new StateStore({ initial: EXAMPLE_STATE, clock: timers, timers });
  const patches: StatePatch[] = [];
  store.subscribe((patch) => patches.push(patch));
  return { timers, store, patches };
}

t.test('a change after quiet is published at once', (t) => {
  const { timers, store, patches } = createStore();
  store.update((state) => withPaused(state, true));
  timers.advance(0);
  t.same(patches, [{ revision: 1, patch: { player: { paused: true } } }]);
  t.end();
});

t.test('a burst is united into at most 20 patches a second', (t) => {
  const { timers, store, patches } = createStore();
  for (let ms = 0; ms < 990; ms++) {
    store.update((state) => ({ ...state, device: { name: `at ${ms}`, version: '0' } }));
    timers.advance(1);
  }
  t.ok(patches.length <= 20, `${patches.length} patches`);
  timers.advance(50);
  t.same(patches.at(-1)?.patch, { device: { name: 'at 989' } }, 'the last change arrives');
  t.same(
    patches.map(({ revision }) => revision),
    patches.map((_, index) => index + 1),
    'revisions rise by one',
  );
  t.end();
});

t.test('what somebody waits for is published at once, with what was waiting', (t) => {
  const { timers, store, patches } = createStore();
  store.update((state) => withPaused(state, true), { atOnce: true });
  t.equal(patches.length, 1);
  store.update((state) => ({ ...state, device: { name: 'another', version: '0' } }));
  store.update((state) => withPaused(state, false), { atOnce: true });
  t.equal(patches.length, 2);
  t.match(patches[1]?.patch, { device: { name: 'another' }, player: { paused: false } });
  timers.advance(100);
  t.equal(patches.length, 2);
  t.end();
});

t.test('a change that is taken back before it is published makes no patch', (t) => {
  const { timers, store, patches } = createStore();
  store.update((state) => withPaused(state, true));
  store.update((state) => withPaused(state, false));
  timers.advance(100);
  t.same(patches, []);
  t.equal(store.snapshot().revision, 0);
  t.end();
});

t.test('a snapshot holds the newest change, and the next patch joins on', (t) => {
  const { timers, store, patches } = createStore();
  store.update((state) => withPaused(state, true));
  const snapshot = store.snapshot();
  t.equal(snapshot.revision, 1);
  t.equal(snapshot.state.player.paused, true);
  store.update((state) => withPaused(state, false));
  timers.advance(100);
  t.same(patches.at(-1), { revision: 2, patch: { player: { paused: false } } });
  t.end();
});

t.test('whoever applies the patches to a snapshot has the state', (t) => {
  const change = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    message: fc.option(fc.string()),
    waitMs: fc.nat(80),
  });
  fc.assert(
    fc.property(fc.array(change), fc.nat(10), (changes, joinAt) => {
      const { timers, store } = createStore();
      let replica: unknown;
      for (const [index, { key, message, waitMs }] of changes.entries()) {
        if (index === joinAt) {
          replica = store.snapshot().state;
          store.subscribe(({ patch }) => {
            replica = applyMergePatch(replica, JSON.parse(JSON.stringify(patch)));
          });
        }
        store.update((state) => {
          const { [key]: _, ...notices } = state.notices;
          return { ...state, notices: message === null ? notices : { ...notices, [key]: { level: 'info', message } } };
        });
        timers.advance(waitMs);
      }
      timers.advance(100);
      return isDeepStrictEqual(replica ?? store.state, store.state);
    }),
    { numRuns: 100 },
  );
  t.end();
});

t.test('a closed store publishes nothing and leaves no timer behind', (t) => {
  const { timers, store, patches } = createStore();
  store.update((state) => withPaused(state, true));
  store.close();
  store.close();
  t.equal(timers.pending, 0);
  timers.advance(100);
  t.same(patches, []);
  t.end();
});
