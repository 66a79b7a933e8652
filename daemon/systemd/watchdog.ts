import type { Timers } from '../control/timers.js';
import type { Log } from '../log.js';
import type { PlayerPulse } from '../player/pulse.js';

export interface WatchdogOptions {
  /** After so long without food systemd kills the service. */
  watchdogMs: number;
  /** Looks at the work itself. Called from a timer of the main thread, so that this one is known to be alive too. */
  takePulse(): PlayerPulse;
  feed(): void;
  timers: Timers;
  log: Log;
}

/** Four meals in the time that systemd allows: one may be late and one may find the worker at a long frame. */
const MEALS = 4;

/** Feeds systemd's watchdog as long as there is a pulse; where there is none it says why, and systemd does the rest. Returns what ends it. */
export function startWatchdog({ watchdogMs, takePulse, feed, timers, log }: WatchdogOptions): () => void {
  let lastBecause: string | undefined;
  const look = () => {
    const pulse = takePulse();
    if (pulse.beats) feed();
    const because = pulse.beats ? undefined : pulse.because;
    if (because === lastBecause) return;
    if (because === undefined) log.info('the picture goes on');
    else log.error('no sign of life: systemd is not told that all is well', { because });
    lastBecause = because;
  };
  look();
  return timers.every(watchdogMs / MEALS, look);
}
