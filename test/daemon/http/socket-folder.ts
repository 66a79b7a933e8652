import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';

/** A folder for sockets, gone with the test. Not tap's own: the path of a socket may have 107 bytes. */
export function socketFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'framed-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
