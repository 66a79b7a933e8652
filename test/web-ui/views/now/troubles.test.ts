import t from 'tap';
import type { State } from '../../../../daemon/protocol/state.js';
import { importPageModule } from '../../page-module.js';

const { troublesOf } =
  await importPageModule<typeof import('../../../../web-ui/src/views/now/troubles.js')>('views/now/troubles.ts');

t.test('what is worst comes first, and what can be done about here has its way there', (t) => {
  const notices: State['notices'] = {
    'config-restart': { level: 'info', message: 'Restart.' },
    'under-voltage': { level: 'warning', message: 'Weak.' },
    'disk-reserve': { level: 'error', message: 'Full.' },
  };
  const troubles = troublesOf({ notices });
  t.same(
    troubles.map(({ code }) => code),
    ['disk-reserve', 'under-voltage', 'config-restart'],
  );
  t.same(troubles[0]?.remedy, { view: 'settings', path: ['storage'] });
  t.same(troublesOf({ notices: {} }), []);
  t.end();
});
