import type { Notice, State } from '../../../../daemon/protocol/state.js';
import type { ViewName } from '../../app/route.js';

/** Something that is wrong, or worth knowing. */
export interface TroubleFacts {
  readonly code: string;
  /** What is wrong, and what to do. */
  readonly notice: Notice;
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
  overheating: { view: 'settings', path: ['health'] },
  'under-voltage': { view: 'settings', path: ['health'] },
  'https-problem': { view: 'settings', path: ['network'] },
};
const WORST_FIRST = ['error', 'warning', 'info'];

/** All that is wrong now, the worst first. */
export function troublesOf({ notices }: Pick<State, 'notices'>): TroubleFacts[] {
  const troubles = Object.entries(notices).map(([code, notice]): TroubleFacts => {
    const remedy = REMEDIES[code];
    return { code, notice, ...(remedy && { remedy }) };
  });
  const rank = ({ notice }: TroubleFacts) => WORST_FIRST.indexOf(notice.level);
  return troubles.sort((a, b) => rank(a) - rank(b));
}
