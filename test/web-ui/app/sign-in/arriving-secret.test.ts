import t from 'tap';
import { importPageModule } from '../../page-module.js';

const { digitsOf, readArrivingSecret } = await importPageModule<
  typeof import('../../../../web-ui/src/app/sign-in/arriving-secret.js')
>('app/sign-in/arriving-secret.ts');
const { deviceName } =
  await importPageModule<typeof import('../../../../web-ui/src/app/sign-in/device-name.js')>(
    'app/sign-in/device-name.ts',
  );

t.test('a link brings a code, or a secret that signs in', (t) => {
  t.same(readArrivingSecret('#code=123456'), { kind: 'code', code: '123456' });
  t.same(readArrivingSecret('#sign-in=ab_c-d'), { kind: 'sign-in', secret: 'ab_c-d' });
  t.same(readArrivingSecret('#guest=xyz'), { kind: 'guest', secret: 'xyz' });
  for (const hash of ['', '#/now', '#/clips/code=1', '#sign-in=']) t.equal(readArrivingSecret(hash), undefined, hash);
  t.end();
});

t.test('of what is typed or pasted, six digits count', (t) => {
  t.equal(digitsOf('123 456'), '123456');
  t.equal(digitsOf(' 12-34-56-78'), '123456');
  t.equal(digitsOf('code'), '');
  t.end();
});

t.test('a device is called what it says it is', (t) => {
  const agents: [string, string][] = [
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1', 'iPhone'],
    ['Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/120.0 Mobile Safari/537.36', 'Android phone'],
    ['Mozilla/5.0 (Linux; Android 13; SM-X200) Chrome/120.0 Safari/537.36', 'Android tablet'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1', 'Mac'],
    ['curl/8', 'Browser'],
  ];
  for (const [agent, name] of agents) t.equal(deviceName(agent), name);
  t.end();
});
