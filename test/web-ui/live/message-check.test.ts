import t from 'tap';
import type { State } from '../../../daemon/protocol/state.js';
import { importPageModule } from '../page-module.js';

const { MessageCheck } =
  await importPageModule<typeof import('../../../web-ui/src/live/message-check.js')>('live/message-check.ts');

const schemas = await importPageModule<typeof import('../../../web-ui/src/live/schemas.js')>('live/schemas.ts');
const newCheck = () => new MessageCheck(async () => schemas);

const patch = { type: 'patch', revision: 2, patch: {} };

t.test('until the schemas are there, what is shaped as a message is believed', (t) => {
  const check = newCheck();
  t.same(check.decode(JSON.stringify(patch)), patch);
  t.same(check.decode('{"type":"patch"}'), { type: 'patch' });
  for (const text of ['{"type":"greeting"}', '{}', '[]', 'null', '7']) t.equal(check.decode(text), undefined, text);
  t.end();
});

t.test('then only what is a message', async (t) => {
  const check = newCheck();
  await check.begin(() => undefined);
  t.same(check.decode(JSON.stringify(patch)), patch);
  t.equal(check.decode('{"type":"patch"}'), undefined);
});

t.test('a state that was believed is found out', async (t) => {
  // As another version of framed might send it.
  const foreign = { device: { name: 'framed' } } as State;
  t.equal(await newCheck().begin(() => foreign), false);
});
