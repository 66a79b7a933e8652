import { initialState } from '../../../../daemon/app/initial-state.js';
import { loadPanel } from '../../../../daemon/config/panels.js';
import type { Config } from '../../../../daemon/config/schema.js';
import type { Proofs } from './proof.js';

/** What the page shows first. */
async function firstState(config: Config): Promise<unknown> {
  return initialState({ config, panel: await loadPanel('gc9a01-240x240'), output: 'virtual', version: '0' });
}

const LIVE = 'test/integration/live-config.test.ts';

export const proofs: Proofs = {
  version: { shownIn: 'test/daemon/config/migrations.test.ts' },
  name: { value: 'Kitchen', effect: firstState },
  'display.brightness': { value: 40, effect: firstState },
  'access.login': { shownIn: 'test/daemon/http/access.test.ts' },
  'http.host': { shownIn: LIVE },
  'http.port': { shownIn: LIVE },
  'http.hosts': { shownIn: LIVE },
};
