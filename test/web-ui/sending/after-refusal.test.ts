import t from 'tap';
import { importPageModule } from '../page-module.js';

const { afterRefusal } =
  await importPageModule<typeof import('../../../web-ui/src/sending/after-refusal.js')>('sending/after-refusal.ts');

t.test('a broken line, a daemon that starts and a lock are waited for', (t) => {
  for (const status of [0, 408, 409, 423, 429, 500, 502, 503, 507]) {
    t.equal(afterRefusal(status, true), 'again', `${status}`);
    t.equal(afterRefusal(status, false), 'again', `${status}`);
  }
  t.end();
});

t.test('an upload that is gone begins anew, and a file that is refused is not sent again', (t) => {
  t.equal(afterRefusal(404, true), 'anew');
  t.equal(afterRefusal(410, true), 'anew');
  t.equal(afterRefusal(404, false), 'give-up', 'there is no place to send to');
  for (const status of [400, 403, 413, 415]) t.equal(afterRefusal(status, true), 'give-up', `${status}`);
  t.end();
});
