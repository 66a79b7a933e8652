import { readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

// One value a file, as the kernel keeps them under /sys and /proc. What is not there, or may not be read, is undefined: on another
// machine, or under another kernel, any of them may be missing.

/** A file's text without the white space around it, nor the zero byte that ends a device tree string. */
export function readValue(...path: readonly string[]): string | undefined {
  try {
    return readFileSync(join(...path), 'utf8')
      .replaceAll('\0', ' ')
      .trim();
  } catch {
    return undefined;
  }
}

export function readNumber(...path: readonly string[]): number | undefined {
  const text = readValue(...path);
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** A device tree cell: 32 bits, big-endian (Devicetree Specification 0.4, 2.2.4.1). */
export function readCell(...path: readonly string[]): number | undefined {
  try {
    const bytes = readFileSync(join(...path));
    return bytes.length >= 4 ? bytes.readUInt32BE(0) : undefined;
  } catch {
    return undefined;
  }
}

/** The names in a folder, sorted as people count: fb2 before fb10. None where there is no such folder. */
export function listNames(...path: readonly string[]): string[] {
  try {
    return readdirSync(join(...path)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch {
    return [];
  }
}

/** Name of what a link leads to in the end, e.g. "spi" for a device's `subsystem`. */
export function linkedName(...path: readonly string[]): string | undefined {
  try {
    return basename(realpathSync(join(...path)));
  } catch {
    return undefined;
  }
}

/** Writes an attribute. False where it is not there, or may not be written. */
export function writeValue(value: string, ...path: readonly string[]): boolean {
  try {
    // Not created: a file that is not there is an attribute that this kernel does not have.
    writeFileSync(join(...path), value, { flag: 'r+' });
    return true;
  } catch {
    return false;
  }
}
