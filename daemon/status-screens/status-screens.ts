import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.js';
import { toPlainError } from '../errors.js';
import type { Log } from '../log.js';
import { CauseClock } from './cause-clock.js';
import {
  type ConfigProblemDetail,
  chooseScreen,
  type PageClosedDetail,
  type PairingDetail,
  type Situation,
} from './choose-screen.js';
import type { ScreenRequest } from './render-screen.js';
import type { Canvas } from './safe-area.js';
import type { DeviceAddress, Language, StatusScreenKind } from './status-screen.js';

/** What is known now. Absent: it is not so. */
export interface Facts {
  readonly name: string;
  readonly address: DeviceAddress;
  readonly isUpdating: boolean;
  readonly configProblem?: ConfigProblemDetail;
  readonly heat?: { readonly celsius: number };
  readonly underVoltage?: true;
  readonly pageClosed?: PageClosedDetail;
  readonly pairing?: PairingDetail;
  readonly diskFull?: { readonly freeMb: number };
  readonly empty?: true;
  readonly canvas: Canvas;
  readonly language: Language;
  readonly welcomeMs: number;
  readonly whenEmpty: Situation['whenEmpty'];
}

export interface StatusScreensOptions {
  /** Where the pictures go. */
  glass: { showOverlay(pixels: Uint8Array): void; hideOverlay(): void };
  render(request: ScreenRequest): Promise<Uint8Array>;
  /** Hears which screen stands on the glass; undefined: none does. */
  onShown(kind: StatusScreenKind | undefined): void;
  clock: Clock;
  timers: { after(delayMs: number, callback: () => void): () => void };
  log: Log;
}

/** Puts the screen that is wanted on the glass, and takes it away when its cause is gone. */
export class StatusScreens {
  readonly #options: StatusScreensOptions;
  readonly #causes = {
    configProblem: new CauseClock<ConfigProblemDetail>(isDeepStrictEqual),
    heat: new CauseClock<{ readonly celsius: number }>(),
    underVoltage: new CauseClock<true>(),
    pageClosed: new CauseClock<PageClosedDetail>(),
    pairing: new CauseClock<true>(),
    diskFull: new CauseClock<{ readonly freeMb: number }>(),
    empty: new CauseClock<true>(),
  };
  #facts: Facts | undefined;
  #greeting: { readonly sinceMs: number; readonly detail: true } | undefined;
  /** People were told of it. */
  #greetedAddress: DeviceAddress | undefined;
  /** What is on the glass, or about to be. */
  #wanted: ScreenRequest | undefined;
  #cancelTimer = () => {};
  #isStopped = false;

  constructor(options: StatusScreensOptions) {
    this.#options = options;
  }

  /** To be called whenever something may have changed; costs next to nothing where nothing has. */
  update(facts: Facts): void {
    if (this.#isStopped) return;
    this.#facts = facts;
    this.#choose(facts);
  }

  /** Takes away what shows, unless it says that the program is replaced: that is to be read until the new one is up. May be called twice. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
    if (this.#wanted?.screen.kind !== 'updating') this.#want(undefined);
  }

  #choose(facts: Facts): void {
    const nowMs = this.#options.clock.monotonicMs();
    const { screen, untilMs } = chooseScreen(this.#situation(facts, nowMs), nowMs);
    const { canvas, language } = facts;
    this.#want(screen && { screen, canvas, language });
    this.#cancelTimer();
    this.#cancelTimer = Number.isFinite(untilMs)
      ? this.#options.timers.after(untilMs - nowMs, () => this.#facts && this.update(this.#facts))
      : () => {};
  }

  #situation(facts: Facts, nowMs: number): Situation {
    const { name, address, isUpdating, welcomeMs, whenEmpty } = facts;
    const causes = this.#causes;
    this.#greet(address, nowMs);
    const pairing = causes.pairing.update(facts.pairing && true, nowMs);
    return {
      name,
      address,
      isUpdating,
      welcomeMs,
      whenEmpty,
      configProblem: causes.configProblem.update(facts.configProblem, nowMs),
      heat: causes.heat.update(facts.heat, nowMs),
      underVoltage: causes.underVoltage.update(facts.underVoltage, nowMs),
      pageClosed: causes.pageClosed.update(facts.pageClosed, nowMs),
      // One code follows another: since when there is one counts, and the newest is shown.
      pairing: pairing && facts.pairing && { ...pairing, detail: facts.pairing },
      diskFull: causes.diskFull.update(facts.diskFull, nowMs),
      empty: causes.empty.update(facts.empty, nowMs),
      greeting: this.#greeting,
    };
  }

  /** At the start, and when there is an address that was not told yet. A network that goes and comes back with the same one is no news. */
  #greet(address: DeviceAddress, nowMs: number): void {
    const isNews = address.kind !== 'none' && !isDeepStrictEqual(address, this.#greetedAddress);
    if (this.#greeting !== undefined && !isNews) return;
    this.#greeting = { sinceMs: nowMs, detail: true };
    if (address.kind !== 'none') this.#greetedAddress = address;
  }

  #want(wanted: ScreenRequest | undefined): void {
    if (isDeepStrictEqual(wanted, this.#wanted)) return;
    this.#wanted = wanted;
    if (wanted === undefined) this.#hide();
    else void this.#show(wanted);
  }

  /** What was there before stays until this is drawn, and for no longer: a moment. */
  async #show(wanted: ScreenRequest): Promise<void> {
    const { glass, render, onShown, log } = this.#options;
    try {
      const pixels = await render(wanted);
      if (this.#wanted !== wanted) return;
      glass.showOverlay(pixels);
      onShown(wanted.screen.kind);
    } catch (error) {
      const { code, message } = toPlainError(error);
      log.error('a status screen cannot be drawn', { screen: wanted.screen.kind, code, reason: message });
      if (this.#wanted === wanted) this.#hide();
    }
  }

  #hide(): void {
    this.#options.glass.hideOverlay();
    this.#options.onShown(undefined);
  }
}
