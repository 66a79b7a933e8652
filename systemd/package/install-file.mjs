import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Copies a file to where it belongs, making the folders on the way. */
export function installFile(from, to, mode = 0o644) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  chmodSync(to, mode);
}

/** Writes text compressed, as Debian has man pages and changelogs; the same text gives the same bytes (no name, no time). */
export function installCompressed(text, to) {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, gzipSync(text, { level: 9 }), { mode: 0o644 });
}
