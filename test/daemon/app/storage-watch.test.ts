import { linkSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { watchStorage } from '../../../daemon/app/storage-watch.js';
import type { StorageState } from '../../../daemon/protocol/state.js';

/** What is told of a folder that is a library's. */
async function lookAt(t: Test, root: string) {
  const storage = await new Promise<StorageState>((resolve) => {
    const stop = watchStorage({
      dataFolder: root,
      library: { clips: () => [], bytes: () => 0, previewBytes: () => 0, on: () => () => {} },
      uploads: { unfinished: { count: 0, bytes: 0 } },
      limits: () => ({ keep_free_mb: 0, max_total_mb: 1, keep_unfinished_hours: 1 }),
      feed: { setStorage: resolve, setNotice: () => {} },
    });
    t.teardown(stop);
  });
  return storage;
}

t.test(
  'copies, what was damaged, and a library that was replaced are counted; what both libraries have is not',
  async (t) => {
    const root = t.testdir({
      copies: { '1.db': 'x'.repeat(1000) },
      damaged: { '1.db': 'x'.repeat(200) },
      recovered: { 'lost.gif': 'x'.repeat(30) },
      replaced: {
        'library.db': 'x'.repeat(4),
        originals: { 'both.gif': 'x'.repeat(50_000), 'gone.gif': 'x'.repeat(600_000) },
      },
      originals: {},
    });
    linkSync(join(root, 'replaced/originals/both.gif'), join(root, 'originals/both.gif'));
    const { keptBytes } = await lookAt(t, root);
    t.equal(keptBytes, 601_234);
  },
);

t.test('a file that is handed over from what arrives to what is worked on counts once', async (t) => {
  const root = t.testdir({ uploads: { a: { file: 'x'.repeat(700) } }, staging: { a: { work: 'x'.repeat(11) } } });
  linkSync(join(root, 'uploads/a/file'), join(root, 'staging/a/file'));
  const { uploadsBytes, keptBytes } = await lookAt(t, root);
  t.same([uploadsBytes, keptBytes], [711, 0]);
});
