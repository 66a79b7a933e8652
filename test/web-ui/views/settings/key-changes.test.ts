import t from 'tap';
import { importPageModule } from '../../page-module.js';

const { changesOf } = await importPageModule<typeof import('../../../../web-ui/src/views/settings/key-changes.js')>(
  'views/settings/key-changes.ts',
);

const x = { key: 'panel.offset.x', partners: ['panel.offset.y'] };

t.test('a key by itself is changed by itself', (t) => {
  t.same(changesOf({ key: 'http.port', partners: [] }, 81, {}, {}), { 'http.port': 81 });
  t.same(changesOf({ key: 'http.port', partners: [] }, null, {}, {}), { 'http.port': null });
  t.end();
});

t.test('a key with a partner waits for it, and is written together with it', (t) => {
  t.equal(changesOf(x, 5, {}, {}), undefined);
  t.same(changesOf(x, 5, {}, { 'panel.offset.y': 7 }), { 'panel.offset': { x: 5, y: 7 } });
  t.same(changesOf(x, 5, { panel: { offset: { x: 1, y: 2 } } }, {}), { 'panel.offset': { x: 5, y: 2 } });
  t.end();
});

t.test('a key with a partner goes together with it', (t) => {
  t.same(changesOf(x, null, { panel: { offset: { x: 1, y: 2 } } }, {}), { 'panel.offset': null });
  t.end();
});
