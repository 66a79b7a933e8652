import type { StateStore } from '../control/state-store.js';
import { systemTimers, type Timers } from '../control/timers.js';
import { toPlainError } from '../errors.js';
import type { Log } from '../log.js';
import type { Player } from '../player/player.js';
import { openNotifySocket } from '../systemd/notify-socket.js';
import { takeServiceEnvironment } from '../systemd/service-environment.js';
import { ServiceManager } from '../systemd/service-manager.js';
import { statusLine } from '../systemd/status-line.js';
import { startWatchdog } from '../systemd/watchdog.js';

/** How often what is told to systemd is looked at anew: nobody reads the status line more often. */
const LOOK_MS = 500;

export interface TellSystemdOptions {
  player: Pick<Player, 'hasSettled' | 'takePulse'>;
  store: Pick<StateStore, 'state'>;
  /** Reads the configuration again, on SIGHUP (`systemctl reload framed`). */
  reload(): Promise<void>;
  log: Log;
  timers?: Timers;
  /** Of the process; what is for this process alone is taken out of it. */
  environment: Record<string, string | undefined>;
}

/**
 * Tells systemd that framed is ready (the first frame is up, the page is served), what it plays, and as long as the picture goes on that
 * it is alive. Does nothing where systemd did not start it. Returns what says that it stops, or says nothing where another run follows.
 */
export async function tellSystemd(options: TellSystemdOptions): Promise<(how?: { goesOn: boolean }) => void> {
  const { player, store, reload, log, timers = systemTimers, environment } = options;
  const service = takeServiceEnvironment(environment, process.pid);
  if (service === undefined) return () => {};
  const monotonicUs = () => process.hrtime.bigint() / 1000n;
  const socket = await openNotifySocket(service.address);
  const manager = new ServiceManager({ socket, timers, monotonicUs });
  const { watchdogMs } = service;
  let stopWatchdog = () => {};
  let isReady = false;
  let told = '';
  const look = () => {
    const line = statusLine(store.state);
    if (line !== told) manager.status(line);
    told = line;
    if (isReady || !player.hasSettled) return;
    isReady = true;
    manager.ready();
    if (watchdogMs === undefined) return;
    const takePulse = () => player.takePulse();
    stopWatchdog = startWatchdog({ watchdogMs, takePulse, feed: () => manager.alive(), timers, log });
  };
  const onHangup = async () => {
    surviving(log, () => manager.reloading())();
    await reload();
    surviving(log, () => manager.ready())();
  };
  // Only here: in a terminal that is closed, SIGHUP ends the process.
  process.on('SIGHUP', onHangup);
  const survive = surviving(log, look);
  survive();
  const stopLooking = timers.every(LOOK_MS, survive);
  return ({ goesOn } = { goesOn: false }) => {
    process.off('SIGHUP', onHangup);
    stopLooking();
    stopWatchdog();
    if (!goesOn) surviving(log, () => manager.stopping())();
    manager.close();
  };
}

/** A service manager that cannot be spoken to is a reason to say so, not to end. */
function surviving(log: Log, act: () => void): () => void {
  return () => {
    try {
      act();
    } catch (error) {
      const { code, message } = toPlainError(error);
      log.error('systemd cannot be told', { code, reason: message });
    }
  };
}
