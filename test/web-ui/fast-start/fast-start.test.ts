import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../../daemon/package-root.js';
import { importPageModule } from '../page-module.js';
import { rewrite } from './rewrite.js';

const { fastStart } =
  await importPageModule<typeof import('../../../web-ui/src/fast-start/fast-start.js')>('fast-start/fast-start.ts');

const film = readFileSync(join(packageRoot, 'test/fixtures/asset-mpeg4.mov'));

t.test('a rewritten file keeps its name, type and date', async (t) => {
  const file = new File([film], 'a b.mov', { type: 'video/quicktime', lastModified: 12_345 });
  const rewritten = await fastStart(file);
  t.not(rewritten, file);
  t.same(
    [rewritten.name, rewritten.type, rewritten.lastModified, rewritten.size],
    ['a b.mov', 'video/quicktime', 12_345, film.length],
  );
  t.same(Buffer.from(await rewritten.arrayBuffer()), await rewrite(film));
});

t.test('a file that is not rewritten is the very same file', async (t) => {
  const file = new File(['words'], 'a.mp4');
  t.equal(await fastStart(file), file);
});

t.test('a file that cannot be read is left to whoever sends it', async (t) => {
  const file = new File([film], 'gone.mov');
  file.slice = () => {
    throw new Error('NotReadableError');
  };
  t.equal(await fastStart(file), file);
});
