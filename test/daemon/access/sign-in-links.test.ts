import t from 'tap';
import { SignInLinks } from '../../../daemon/access/sign-in-links.js';
import { systemClock } from '../../../daemon/clock.js';

t.test('of many one-time links the twenty newest are good, each once', (t) => {
  const links = new SignInLinks(systemClock);
  const secrets = Array.from({ length: 30 }, () => links.create().secret);
  const good = secrets.map((secret) => links.use(secret));
  t.same(good, [...Array.from({ length: 10 }, () => false), ...Array.from({ length: 20 }, () => true)]);
  t.notOk(secrets.some((secret) => links.use(secret)));
  t.end();
});
