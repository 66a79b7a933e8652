import type { State } from '../../../../daemon/protocol/state.js';
import type { ViewName } from '../../app/route.js';

/** Something that is wrong, or worth knowing. */
export interface TroubleFacts {
  /** Of the daemon's notice; or 'hot', 'under-voltage' and 'throttled' of the machine's health. */
  readonly code: string;
  readonly level: 'info' | 'warning' | 'error';
  /** The daemon's words, with what to do; absent where the page has its own. */
  readonly message?: string;
  /** Where in the page something can be done about it. */
  readonly remedy?: { readonly view: ViewName; readonly path: readonly string[] };
}

const REMEDIES: Readonly<Record<string, { view: ViewName; path: readonly string[] }>> = {
  'disk-reserve': { view: 'settings', path: ['storage'] },
  storage: { view: 'settings', path: ['storage'] },
  'config-problem': { view: 'settings', path: [] },
  'config-restart': { view: 'settings', path: [] },
  'panel-problem': { view: 'settings', path: ['panel'] },
  'glass-missing': { view: 'settings', path: ['panel'] },
  'no-login': { view: 'settings', path: ['network'] },
  'schedule-clock': { view: 'schedule', path: [] },
  'schedule-playlist': { view: 'schedule', path: [] },
  crashed: { view: 'settings', path: ['health'] },
};
const WORST_FIRST = ['error', 'warning', 'info'];

/** All that is wrong now, the worst first. */
export function troublesOf({ notices, health }: Pick<State, 'notices' | 'health'>): TroubleFacts[] {
  const told = Object.entries(notices).map(([code, { level, message }]): TroubleFacts => {
    const remedy = REMEDIES[code];
    return { code, level, message, ...(remedy && { remedy }) };
  });
  const ofHealth: TroubleFacts[] = [];
  if (health?.isHot) ofHealth.push({ code: 'hot', level: 'warning' });
  if (health?.power?.underVoltage) ofHealth.push({ code: 'under-voltage', level: 'warning' });
  return [...told, ...ofHealth].sort((a, b) => WORST_FIRST.indexOf(a.level) - WORST_FIRST.indexOf(b.level));
}
