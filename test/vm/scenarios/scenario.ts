import type { Test } from 'tap';
import type { Guest } from '../guest.js';

/** Something that happens to a computer on which framed plays; it plays afterwards, too. */
export interface Scenario {
  title: string;
  /** `folder`: for files, as long as the computer is there. */
  happen(t: Test, guest: Guest, about: { demo: ReadonlySet<string>; folder: string }): Promise<void>;
}
