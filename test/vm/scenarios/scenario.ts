import { join } from 'node:path';
import type { Test } from 'tap';
import { packageRoot } from '../../../daemon/package-root.js';
import type { Guest } from '../guest.js';

/** Something that happens to a computer on which framed plays; it plays afterwards, too. */
export interface Scenario {
  title: string;
  happen(t: Test, guest: Guest, about: { demo: ReadonlySet<string> }): Promise<void>;
}

export function fixture(name: string): string {
  return join(packageRoot, 'test/fixtures', name);
}
