import type { ConfigView } from '../../../daemon/protocol/config.js';
import { until } from '../machine.js';
import type { Scenario } from './scenario.js';

export const edit: Scenario = {
  title: 'a configuration that is edited on the console, or from the page, applies; a broken one does not',
  async happen(t, guest) {
    await guest.run(`echo 'name: shelf' >> /etc/framed/config.yaml`);
    await until(async () => (await guest.state()).device.name === 'shelf', 'the new name holds');

    await guest.run(`echo 'nmae: x' >> /etc/framed/config.yaml`);
    await until(async () => (await guest.run('journalctl -u framed | grep -c nmae')) !== '0', 'the journal says it');
    t.equal((await guest.state()).device.name, 'shelf');
    await guest.run(`sed -i '/nmae/d' /etc/framed/config.yaml`);

    const url = new URL('api/config', guest.url);
    const view = async () => (await (await fetch(url)).json()) as ConfigView;
    await until(async () => (await view()).problem === undefined, 'it has seen that the file is right again');
    const { revision } = await view();
    const response = await fetch(url, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ revision, changes: { name: 'window' } }),
    });
    t.equal(response.status, 200);
    t.match(await guest.run('cat /etc/framed/config.yaml'), /^# for the test.*^name: window$/ms);
    await until(async () => (await guest.state()).device.name === 'window', 'the name from the page holds');
  },
};
