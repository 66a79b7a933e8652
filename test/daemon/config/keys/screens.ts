import { screenFacts } from '../../../../daemon/app/screen-facts.js';
import type { Config } from '../../../../daemon/config/schema.js';
import { drawScreen } from '../../../../daemon/status-screens/draw-screen.js';
import { EXAMPLE_STATE } from '../../control/example-state.js';
import type { Proofs } from './proof.js';

/** On glass, where nobody has the page open. */
const state = { ...EXAMPLE_STATE, panel: { ...EXAMPLE_STATE.panel, output: 'spi' } };
const facts = (config: Config) => screenFacts(state, { config, listening: { host: '0.0.0.0', port: 80 } });

/** What is drawn. */
function spoken(config: Config): string {
  const canvas = { geometry: { width: 240, height: 240 }, shape: 'round' } as const;
  return drawScreen({ kind: 'under-voltage' }, canvas, facts(config).language);
}

export const proofs: Proofs = {
  language: { value: 'de', effect: spoken },
  'screens.welcome_seconds': { value: 0, effect: facts },
  'screens.when_empty': { value: 'demo', effect: facts },
};
