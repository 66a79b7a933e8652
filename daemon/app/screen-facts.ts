import type { Config } from '../config/schema.js';
import type { State } from '../protocol/state.js';
import type { Facts } from '../status-screens/status-screens.js';
import { deviceAddress, type Listening } from './device-address.js';

export interface ScreenFactsOptions {
  readonly config: Pick<Config, 'name' | 'language' | 'screens'>;
  readonly listening: Listening;
  /** The code that pairs a phone, while there is one. */
  readonly pairing?: Facts['pairing'];
}

/** What the status screens go by, out of the state that everybody sees. Pure. */
export function screenFacts(state: State, { config, listening, pairing }: ScreenFactsOptions): Facts {
  const { health, panel, storage } = state;
  const { width, height, shape } = panel;
  // That panel is in a browser: whoever sees it has the page open, which says what the welcome says.
  const isVirtual = panel.output === 'virtual';
  const configProblem = problemOf(state);
  const { 'port-taken': taken, 'page-closed': closed } = state.notices;
  const isFull = storage !== undefined && storage.freeBytes < storage.reserveBytes;
  return {
    name: config.name,
    language: config.language,
    canvas: { geometry: { width, height }, shape },
    address: deviceAddress(listening, health ?? { addresses: [] }),
    welcomeMs: isVirtual ? 0 : config.screens.welcome_seconds * 1000,
    whenEmpty: isVirtual ? 'demo' : config.screens.when_empty,
    isUpdating: health?.updating ?? false,
    ...(configProblem && { configProblem }),
    ...((taken ?? closed) && { pageClosed: { port: listening.port, isTaken: taken !== undefined } }),
    ...(pairing && { pairing }),
    ...(health?.isHot && health.celsius !== undefined && { heat: { celsius: health.celsius } }),
    ...(health?.power?.underVoltage && { underVoltage: true }),
    ...(isFull && { diskFull: { freeMb: Math.floor(storage.freeBytes / 1e6) } }),
    ...(isEmpty(state) && { empty: true }),
  };
}

/** No clip, and none on its way: what somebody has sent is on the glass while it is being made. */
function isEmpty({ clips, jobs }: State): boolean {
  const isComing = Object.values(jobs).some(({ stage }) => stage !== 'failed' && stage !== 'cancelled');
  return Object.keys(clips).length === 0 && !isComing;
}

function problemOf({ config }: State): Facts['configProblem'] {
  const problem = config?.problem;
  if (problem === undefined) return undefined;
  const { path, line, column, message, inForce } = problem;
  const [first = message] = message.split('\n');
  return {
    file: path,
    words: withoutPlace(first, path),
    isUnconfigured: inForce === 'defaults',
    ...(line !== undefined && { place: column === undefined ? `${line}` : `${line}:${column}` }),
  };
}

/** The place has a line of its own on the glass. */
function withoutPlace(sentence: string, path: string): string {
  if (!sentence.startsWith(path)) return sentence;
  return sentence.slice(path.length).replace(/^(:\d+)*:?\s*/, '');
}
