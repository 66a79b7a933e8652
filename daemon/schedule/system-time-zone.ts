import { readlinkSync } from 'node:fs';

/** Where the zone of the machine is set (localtime(5)): a link into the zoneinfo folder. */
const LOCALTIME = '/etc/localtime';

/**
 * The machine's time zone by its IANA name. Looked up each time: Node asks once a process, and `timedatectl set-timezone` should not need a restart.
 */
export function systemTimeZone(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  localtime = LOCALTIME,
): string {
  const ours = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (environment['TZ']) return ours;
  try {
    const name = /zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec(readlinkSync(localtime))?.[1];
    // Throws where the runtime's tables are older than the system's.
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return ours;
  }
}
