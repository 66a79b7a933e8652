import type { Cause } from './cause-clock.js';
import type { DeviceAddress, StatusScreen } from './status-screen.js';

/** All that decides which screen shows. Times are on one monotonic clock. */
export interface Situation {
  readonly name: string;
  readonly address: DeviceAddress;
  readonly isUpdating: boolean;
  readonly configProblem?: Cause<ConfigProblemDetail> | undefined;
  readonly heat?: Cause<{ readonly celsius: number }> | undefined;
  readonly underVoltage?: Cause<true> | undefined;
  readonly pairing?: Cause<PairingDetail> | undefined;
  /** Nobody can come in. */
  readonly pageClosed?: Cause<PageClosedDetail> | undefined;
  readonly diskFull?: Cause<{ readonly freeMb: number }> | undefined;
  /** Since the program started, or has another address. */
  readonly greeting?: Cause<true> | undefined;
  /** There is nothing to play but the demo. */
  readonly empty?: Cause<true> | undefined;
  /** How long the welcome stands; 0: not at all. */
  readonly welcomeMs: number;
  /** What shows while there is nothing to play. */
  readonly whenEmpty: 'both' | 'demo' | 'screen';
}

export interface PairingDetail {
  readonly code: string;
  /** Somebody who is there waits for it; else it stands because nobody is paired yet. */
  readonly wasAskedFor: boolean;
}

export interface PageClosedDetail {
  readonly port: number;
  /** By another program. */
  readonly isTaken: boolean;
}

export interface ConfigProblemDetail {
  readonly file: string;
  readonly place?: string;
  readonly words: string;
  /** Nothing of what the file says holds. */
  readonly isUnconfigured: boolean;
}

export interface Choice {
  readonly screen: StatusScreen | undefined;
  /** When to choose again, though nothing else changes; Infinity: not by itself. */
  readonly untilMs: number;
}

/** For how long a screen stands in front of what plays, and how often it comes back while its cause lasts. */
interface Turn {
  readonly showMs: number;
  readonly everyMs: number;
  /** After so long it comes back no more while clips play: whoever has not seen it by then does not look at the glass to mend it. */
  readonly forMs?: number;
}

/** Long enough to read two sentences twice (about 200 words a minute), and a small part of the time. */
const WARNING: Turn = { showMs: 8000, everyMs: 5 * 60_000 };
/** Clips play, and nobody has paired a phone: a library that is filled by other ways is not to be hidden behind a code. */
const UNPAIRED: Turn = { showMs: 60_000, everyMs: 5 * 60_000 };
/** It hurts nothing that plays. */
const DISK_FULL: Turn = { showMs: 8000, everyMs: 30 * 60_000 };
/** An hour of it; the notice on the page stays, and it is told anew after a restart, and where there is another mistake. */
const CONFIG_ERROR: Turn = { showMs: 15_000, everyMs: 5 * 60_000, forMs: 60 * 60_000 };
/** Whoever has spoilt the first configuration stands in front of it. */
const UNCONFIGURED: Turn = { showMs: 20_000, everyMs: 60_000, forMs: 60 * 60_000 };
/** While there is nothing to play: how to send something, then what it would look like. */
const EMPTY: Turn = { showMs: 12_000, everyMs: 32_000 };

/** Which screen stands in front of what plays, by priority. Pure. */
export function chooseScreen(situation: Situation, nowMs: number): Choice {
  const { name, address, configProblem, heat, underVoltage, pageClosed, pairing, diskFull, empty } = situation;
  if (situation.isUpdating) return { screen: { kind: 'updating' }, untilMs: Number.POSITIVE_INFINITY };
  let untilMs = Number.POSITIVE_INFINITY;
  const isOn = (sinceMs: number, turn: Turn) => {
    if (empty === undefined && nowMs - sinceMs >= (turn.forMs ?? Number.POSITIVE_INFINITY)) return false;
    const { on, changeMs } = phaseOf(sinceMs, turn, nowMs);
    untilMs = Math.min(untilMs, changeMs);
    return on;
  };
  const choose = (screen: StatusScreen): Choice => ({ screen, untilMs });

  if (configProblem && isOn(configProblem.sinceMs, configProblem.detail.isUnconfigured ? UNCONFIGURED : CONFIG_ERROR)) {
    const { file, place, words } = configProblem.detail;
    return choose({ kind: 'config-error', file, words, ...(place !== undefined && { place }) });
  }
  if (heat && isOn(heat.sinceMs, WARNING)) return choose({ kind: 'overheating', ...heat.detail });
  if (underVoltage && isOn(underVoltage.sinceMs, WARNING)) return choose({ kind: 'under-voltage' });
  const emptyStands = empty !== undefined && situation.whenEmpty === 'screen';
  const closedTurn = empty !== undefined && situation.whenEmpty !== 'demo' ? EMPTY : WARNING;
  if (pageClosed && (emptyStands || isOn(pageClosed.sinceMs, closedTurn)))
    return choose({ kind: 'page-closed', ...pageClosed.detail });
  // Codes and addresses lead nowhere meanwhile, or to somebody else's page.
  const code = pageClosed ? undefined : pairing;
  if (code && (code.detail.wasAskedFor || empty !== undefined || isOn(code.sinceMs, UNPAIRED)))
    return choose({ kind: 'pairing', code: code.detail.code, address });
  // Where nothing plays, it keeps the first clip from coming, and there is nothing to stand in front of.
  if (diskFull && (empty !== undefined || isOn(diskFull.sinceMs, DISK_FULL)))
    return choose({ kind: 'disk-full', ...diskFull.detail });
  if (pageClosed) return { screen: undefined, untilMs };
  const greetedMs =
    situation.greeting && situation.welcomeMs > 0 ? situation.greeting.sinceMs + situation.welcomeMs : 0;
  if (nowMs < greetedMs) {
    untilMs = Math.min(untilMs, greetedMs);
    return choose({ kind: 'welcome', name, address });
  }
  if (empty && situation.whenEmpty !== 'demo') {
    if (situation.whenEmpty === 'screen' || isOn(Math.max(empty.sinceMs, greetedMs), EMPTY))
      return choose({ kind: 'no-clips', name, address });
  }
  return { screen: undefined, untilMs };
}

function phaseOf(sinceMs: number, { showMs, everyMs }: Turn, nowMs: number): { on: boolean; changeMs: number } {
  const intoMs = Math.max(0, nowMs - sinceMs) % everyMs;
  const on = intoMs < showMs;
  return { on, changeMs: nowMs + (on ? showMs : everyMs) - intoMs };
}
