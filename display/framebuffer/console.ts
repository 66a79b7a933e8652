import { join } from 'node:path';
import { listNames, readValue, writeValue } from '../sysfs.js';

/**
 * Takes the text console off a framebuffer, where the kernel has put one there: its cursor stops blinking and its text is no longer drawn.
 * What cannot be done is told to `warn`, and is no failure: the picture then has a cursor in it.
 *
 * Unbinding takes the console from every framebuffer at once, so it is done only where this one has it.
 *
 * @param write replaces {@link writeValue} in tests.
 * @returns puts everything back as it was.
 */
export function takeConsole(
  number: number,
  systemRoot: string,
  warn: (message: string) => void,
  write: typeof writeValue = writeValue,
): () => void {
  if (!hasConsole(number, systemRoot)) return () => {};
  const attributes = [
    join(systemRoot, 'sys/class/graphics/fbcon/cursor_blink'),
    ...framebufferConsoles(systemRoot).map((name) => join(systemRoot, VT_CONSOLES, name, 'bind')),
  ];
  // Only what was on: what is off already is somebody else's doing, and stays so.
  const on = attributes.filter((path) => readValue(path) === '1');
  const turnedOff = on.filter((path) => write('0', path));
  const stillBound = on.filter((path) => path.endsWith('bind') && !turnedOff.includes(path));
  if (stillBound.length > 0) {
    warn(
      `The text console draws on fb${number} and this user may not take it away (${stillBound.join(', ')}); ` +
        `add ${consoleElsewhere(number)} to the line in /boot/firmware/cmdline.txt, or run as root.`,
    );
  }
  return () => {
    for (const path of turnedOff.reverse()) write('1', path);
  };
}

/**
 * Whether the kernel puts a text console on this framebuffer: those that `fbcon=map:` names on its command line, else fb0 only
 * (Documentation/fb/fbcon.rst). What was changed since with con2fbmap is not seen.
 */
export function hasConsole(number: number, systemRoot: string): boolean {
  if (framebufferConsoles(systemRoot).every((name) => readValue(systemRoot, VT_CONSOLES, name, 'bind') !== '1'))
    return false;
  const map = /(?:^|\s)fbcon=(?:\S*,)?map:(\d+)/.exec(readValue(systemRoot, 'proc/cmdline') ?? '')?.[1] ?? '0';
  return [...map].some((digit) => Number(digit) === number);
}

/** The kernel parameter that puts all consoles on the other framebuffer; where there is none, they are nowhere. */
export function consoleElsewhere(number: number): string {
  return `fbcon=map:${number === 0 ? 1 : 0}`;
}

const VT_CONSOLES = 'sys/class/vtconsole';

function framebufferConsoles(systemRoot: string): string[] {
  return listNames(systemRoot, VT_CONSOLES).filter((name) =>
    readValue(systemRoot, VT_CONSOLES, name, 'name')?.includes('frame buffer device'),
  );
}
