import t from 'tap';
import { importPageModule } from '../page-module.js';

const { hashOf, parseRoute } =
  await importPageModule<typeof import('../../../web-ui/src/app/route.js')>('app/route.ts');

t.test('an address names a view and what is looked at in it', (t) => {
  t.same(parseRoute('#/clips/0123'), { view: 'clips', path: ['0123'] });
  t.same(parseRoute('#/settings'), { view: 'settings', path: [] });
  t.same(parseRoute('#/settings/'), { view: 'settings', path: [] });
  t.end();
});

t.test('an address that names none leads to what plays now', (t) => {
  for (const hash of ['', '#', '#/', '#/nowhere/else', '#code=123456', '#/now']) {
    t.same(parseRoute(hash), { view: 'now', path: [] }, hash);
  }
  t.end();
});

t.test('what is written into an address is read from it, whatever is in its name', (t) => {
  for (const name of ['evening', 'a/b', 'Ä #?%', '100%']) {
    t.same(parseRoute(hashOf('playlists', name)), { view: 'playlists', path: [name] });
  }
  t.same(parseRoute('#/clips/%E0%A4%A'), { view: 'clips', path: ['%E0%A4%A'] }, 'broken escapes stay as they are');
  t.end();
});
