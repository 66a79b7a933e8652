/** One thing found out about this machine, in words for the person who has to act on it. */
export interface Finding {
  /** ok: as it should be. note: good to know, or slower than need be. problem: keeps the picture off the glass. */
  readonly level: 'ok' | 'note' | 'problem';
  /** One sentence. */
  readonly what: string;
  /** What mends it, ending with the exact line or command. */
  readonly remedy?: string;
}

/** What a way to the glass lacks. */
export type Missing = Required<Pick<Finding, 'what' | 'remedy'>>;

/** A way to the glass: free where nothing is missing. */
export interface Route {
  readonly output: 'framebuffer' | 'spi';
  /** For `display.framebuffer.device` or `display.spi.device`: set where the way is free. */
  readonly device?: string;
  readonly missing: readonly Missing[];
}

export function isOpen(route: Route): route is Route & { device: string } {
  return route.device !== undefined;
}

/** What lets a user into a group; a name that no other user has to fill in. */
export function joinGroup(user: string, group: string): string {
  return `log in again after: sudo usermod -aG ${group} ${user}`;
}

/** What one more line in config.txt takes. */
export function addLine(path: string, line: string): string {
  return `add this line to ${path} and restart the machine: ${line}`;
}

/** What one more word on the kernel's command line takes: a file of one line, beside config.txt. */
export function addKernelParameter(configPath: string, parameter: string): string {
  const path = configPath.replace(/config\.txt$/, 'cmdline.txt');
  return `put this at the end of the only line in ${path}, after a space, and restart the machine: ${parameter}`;
}

/** Where config.txt is on a current Raspberry Pi OS. */
export const USUAL_CONFIG_PATH = '/boot/firmware/config.txt';
