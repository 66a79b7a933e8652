type Environment = Record<string, string | undefined>;

/** What systemd gave this process to know (sd_notify(3), sd_watchdog_enabled(3)). */
export interface ServiceEnvironment {
  /** Of the socket. */
  address: string;
  /** The service is killed when nothing feeds its watchdog for so long; undefined: it has none. */
  watchdogMs?: number;
}

/**
 * Takes what systemd said out of the environment, so that children (ffmpeg) do not speak for this process. Undefined where it was not
 * systemd that started it.
 */
export function takeServiceEnvironment(environment: Environment, pid: number): ServiceEnvironment | undefined {
  const { NOTIFY_SOCKET: address, WATCHDOG_USEC: usec, WATCHDOG_PID: watched } = environment;
  for (const name of ['NOTIFY_SOCKET', 'WATCHDOG_USEC', 'WATCHDOG_PID']) delete environment[name];
  if (!address) return undefined;
  const watchdogMs = Number(usec) / 1000;
  const isWatched = watchdogMs > 0 && (watched === undefined || Number(watched) === pid);
  return { address, ...(isWatched && { watchdogMs }) };
}
