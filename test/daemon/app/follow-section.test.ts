import t from 'tap';
import { followSection } from '../../../daemon/app/follow-section.js';
import type { ConfigListener } from '../../../daemon/config/live-config.js';
import { Config } from '../../../daemon/config/schema.js';

t.test('what a section makes is made anew when it changes, one after the other', async (t) => {
  const told: string[] = [];
  const first = Config.parse({ watch: { settle_seconds: 1 } });
  let listener: ConfigListener = () => {};
  let current = first;
  const change = (next: Config) => {
    const previous = current;
    current = next;
    listener(next, previous);
  };
  const on = (given: ConfigListener) => {
    listener = given;
    return () => {
      listener = () => {};
    };
  };
  const end = followSection({ current, on }, 'watch', ({ settle_seconds: seconds }) => {
    told.push(`start ${seconds}`);
    return async () => {
      await Promise.resolve();
      told.push(`stop ${seconds}`);
    };
  });
  change({ ...first, name: 'another' });
  change(Config.parse({ watch: { settle_seconds: 2 } }));
  change(Config.parse({ watch: { settle_seconds: 3 } }));
  await end();
  change(first);
  t.same(told, ['start 1', 'stop 1', 'start 2', 'stop 2', 'start 3', 'stop 3']);
});
