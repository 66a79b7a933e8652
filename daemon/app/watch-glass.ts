import type { EventEmitter } from 'node:events';
import type { Clock } from '../clock.js';
import type { Timers } from '../control/timers.js';
import type { PlayerEvents } from '../player/player.js';
import type { GlassDesk, GlassDeskEvents } from './glass-desk.js';

export interface WatchGlassOptions {
  readonly desk: Pick<GlassDesk, 'look' | 'leave'> & Pick<EventEmitter<GlassDeskEvents>, 'on' | 'off'>;
  readonly player: Pick<EventEmitter<PlayerEvents>, 'on' | 'off'>;
  /** Why the picture is not on real glass now; empty where it is, or none is wanted. */
  readonly missing: readonly string[];
  readonly timers: Timers;
  readonly clock: Clock;
}

/**
 * How soon glass that is missing is looked for again, and how seldom in the end. A look at /dev and /sys takes 2.5 ms of an x64 core, ten times
 * that of a Pi Zero's; one that finds glass which cannot be opened interrupts the virtual panel for a moment.
 */
const FIRST_MS = 1000;
const LAST_MS = 30_000;

/** Glass that is lost so often within so long is left alone for a while: its driver is there, and its bus does not work. */
const LOSSES = 3;
const WITHIN_MS = 60_000;

/** Looks again, later and later, for glass that is missing, and whether glass that takes no frames is gone. Returns what ends it. */
export function watchGlass({ desk, player, missing, timers, clock }: WatchGlassOptions): () => void {
  let delayMs = FIRST_MS;
  let cancel = () => {};
  let losses: number[] = [];
  const follow = (missing: readonly string[]) => {
    cancel();
    if (missing.length === 0) {
      // Not at once: glass that comes and goes would be taken every second.
      cancel = timers.after(WITHIN_MS, () => {
        delayMs = FIRST_MS;
      });
      return;
    }
    cancel = timers.after(delayMs, () => void desk.look());
    delayMs = Math.min(delayMs * 2, LAST_MS);
  };
  const lost = ({ message }: { message: string }) => {
    const nowMs = clock.monotonicMs();
    losses = [...losses.filter((atMs) => nowMs - atMs < WITHIN_MS), nowMs];
    void (losses.length < LOSSES ? desk.look() : desk.leave(message));
  };
  desk.on('moved', follow);
  player.on('displayLost', lost);
  follow(missing);
  return () => {
    cancel();
    desk.off('moved', follow);
    player.off('displayLost', lost);
  };
}
