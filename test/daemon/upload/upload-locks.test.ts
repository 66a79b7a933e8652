import t from 'tap';
import { UploadLocks } from '../../../daemon/upload/upload-locks.js';

const never = new AbortController().signal;

t.test('a newcomer asks the holder to let go, and has the lock when it did', async (t) => {
  const locks = new UploadLocks();
  const order: string[] = [];
  const first = locks.newLock('a');
  await first.lock(never, () => void order.push('asked'));
  const second = locks.newLock('a');
  const locked = second.lock(never, () => {}).then(() => order.push('locked'));
  await new Promise((resolve) => setImmediate(resolve));
  order.push('released');
  await first.unlock();
  await locked;
  t.same(order, ['asked', 'released', 'locked']);
});

t.test('a newcomer whose holder does not let go is refused with upload-busy, and the holder keeps it', async (t) => {
  const locks = new UploadLocks(10);
  const first = locks.newLock('a');
  await first.lock(never, () => {});
  await t.rejects(
    locks.newLock('a').lock(never, () => {}),
    { code: 'upload-busy' },
  );
  await first.unlock();
  await locks.newLock('a').lock(never, () => {});
});

t.test('a newcomer that goes away waits no longer', async (t) => {
  const locks = new UploadLocks();
  await locks.newLock('a').lock(never, () => {});
  const gone = new AbortController();
  const waiting = locks.newLock('a').lock(gone.signal, () => {});
  gone.abort();
  await t.rejects(waiting, { code: 'upload-busy' });
});

t.test('of several who wait, one at a time has the lock', async (t) => {
  const locks = new UploadLocks();
  let holders = 0;
  let most = 0;
  const use = async () => {
    const lock = locks.newLock('a');
    await lock.lock(never, () => {});
    holders += 1;
    most = Math.max(most, holders);
    await new Promise((resolve) => setImmediate(resolve));
    holders -= 1;
    await lock.unlock();
  };
  await Promise.all([use(), use(), use(), use()]);
  t.equal(most, 1);
});

t.test('other uploads are not waited for', async (t) => {
  const locks = new UploadLocks(10);
  await locks.newLock('a').lock(never, () => void t.fail('nobody wants this one'));
  await locks.newLock('b').lock(never, () => {});
});
