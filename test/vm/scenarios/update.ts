import { until } from '../machine.js';
import type { Scenario } from './scenario.js';

const SCRIPTS = '/var/lib/dpkg/info/framed';

export const update: Scenario = {
  title: 'while another version is installed the glass says so; then that one plays',
  async happen(t, guest) {
    const before = await guest.property('MainPID');
    await guest.run(`${SCRIPTS}.prerm upgrade 99.0.0`);
    await until(async () => (await guest.state()).screen === 'updating', 'the glass says it');
    t.equal(await guest.property('MainPID'), before, 'and nothing was stopped for it');
    t.match(await guest.run(`${SCRIPTS}.postinst configure 0.1.0 && echo done`), /done$/);
    const { screen } = await guest.plays();
    t.equal(screen, undefined);
    t.not(await guest.property('MainPID'), before);
  },
};
