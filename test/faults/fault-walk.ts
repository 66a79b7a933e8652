import { Actions } from './actions.js';
import { type FaultAction, FaultControl, FROM_THEN_ON } from './fault-control.js';
import { FaultLab } from './fault-lab.js';
import { brokenInvariants, settled } from './invariants.js';
import { Ledger } from './ledger.js';
import { errorOf, type LocalAnswer } from './local-client.js';
import { SeededChance } from './seeded-chance.js';
import { smallPicture } from './small-picture.js';

/** Something that somebody does, from beginning to end. Resolves with the refusals that it met, if any. */
type Deed = (walk: Walker) => Promise<LocalAnswer[]>;

export interface WalkOptions {
  deed: DeedName;
  action: FaultAction;
  /** Every call from the one on fails, as on a full disk; else that one only. */
  isLasting: boolean;
  /** Calls that are passed over between two that fail; 1 walks every one. */
  stride?: number;
  seed?: number;
}

export interface WalkOutcome {
  /** What was broken, with the call that was made to fail. */
  readonly broken: readonly string[];
  /** Calls that were made to fail, one at a time. */
  readonly failed: number;
}

/** Does something again and again, and each time has the next call on the disk fail: what was promised holds, and the daemon goes on. */
export async function faultWalk(options: WalkOptions): Promise<WalkOutcome> {
  const { deed, action, isLasting, stride = 1, seed = 1 } = options;
  const walker = await Walker.start(new SeededChance(seed));
  const broken: string[] = [];
  let failed = 0;
  try {
    for (let at = 1; broken.length === 0; at += stride) {
      await walker.prepare();
      walker.control.arm({ at, times: isLasting ? FROM_THEN_ON : 1, action });
      const problems = await walker.undergo(DEEDS[deed]);
      const { fired, what } = walker.control;
      broken.push(...problems.map((problem) => `${deed}, ${action} of ${what} (call ${at}): ${problem}`));
      if (fired === 0) break;
      failed += 1;
    }
    if (broken.length === 0)
      broken.push(...(await walker.restart()).map((problem) => `${deed}, ${action}: ${problem}`));
    return { broken, failed };
  } finally {
    await walker.end();
  }
}

/** A daemon on a disk that fails when it is told to, and someone who uses it. */
class Walker {
  readonly lab = new FaultLab();
  readonly ledger = new Ledger();
  readonly control: FaultControl;
  readonly actions: Actions;
  readonly chance: SeededChance;

  private constructor(chance: SeededChance) {
    this.chance = chance;
    this.control = new FaultControl(`${this.lab.folder}/control`);
    this.actions = new Actions(this.lab.client, this.ledger);
  }

  static async start(chance: SeededChance): Promise<Walker> {
    const walker = new Walker(chance);
    await walker.#start();
    return walker;
  }

  /** There are two clips and a playlist for whatever comes. */
  async prepare(): Promise<void> {
    while (this.ledger.certainClips().length < 2) {
      await this.send();
      await settled(this.lab.client);
    }
    if (this.ledger.certainPlaylists().length === 0)
      await this.actions.putPlaylist('evening', this.ledger.certainClips());
  }

  /** Returns what is wrong while the daemon goes on, and where it does not. */
  async undergo(deed: Deed): Promise<string[]> {
    const problems: string[] = [];
    try {
      for (const answer of await deed(this)) problems.push(...unclear(answer));
      await settled(this.lab.client);
    } catch (error) {
      problems.push(`framed did not answer: ${String(error)}`);
    }
    this.control.disarm();
    if (this.lab.daemon?.child.exitCode !== null) {
      problems.push(`framed ended: ${this.lab.daemon?.lines.slice(-8).join('\n')}`);
      return problems;
    }
    return [...problems, ...(await this.#broken({ isUnderFaults: true }))];
  }

  /** A new start finds nothing wrong, and nothing left over. */
  async restart(): Promise<string[]> {
    const code = await this.lab.stop();
    await this.#start();
    return [...(code === 0 ? [] : [`it stopped with ${code}`]), ...(await this.#broken({ isUnderFaults: false }))];
  }

  /** Sends a new picture. */
  async send(): Promise<LocalAnswer[]> {
    const content = smallPicture(this.chance);
    const name = `picture ${this.chance.below(1e9)}.bmp`;
    const begun = await this.actions.beginUpload(name, content);
    const [path, file] = [...this.ledger.unfinished].at(-1) ?? [];
    if (begun.status !== 201 || path === undefined || file === undefined) return [begun];
    const sent = await this.actions.sendPart(path, file, content.length);
    if (sent.status !== 204) await this.#cancel(path);
    return [sent];
  }

  async end(): Promise<void> {
    this.control.close();
    await this.lab.remove();
  }

  async #cancel(path: string): Promise<void> {
    await this.lab.client.ask('DELETE', path, { headers: { 'Tus-Resumable': '1.0.0' } });
    this.ledger.unfinished.delete(path);
  }

  #broken(how: { isUnderFaults: boolean }): Promise<string[]> {
    const { lab, ledger } = this;
    return brokenInvariants({ client: lab.client, ledger, data: lab.data, ...how });
  }

  async #start(): Promise<void> {
    await this.lab.start(await this.control.environment(this.lab.disk));
  }
}

const DEEDS = {
  upload: (walk) => walk.send(),
  rename: async ({ actions, ledger, chance }) => [await actions.rename(oneOf(ledger.certainClips()), named(chance))],
  turn: async ({ actions, ledger, chance }) => [await actions.turn(oneOf(ledger.certainClips()), 90 * chance.below(4))],
  'make a playlist': async ({ actions, ledger, chance }) => [
    await actions.putPlaylist(named(chance), ledger.certainClips()),
  ],
  'change a playlist': async ({ actions, ledger }) => [
    await actions.putPlaylist(oneOf(ledger.certainPlaylists()), [...ledger.certainClips()].reverse()),
  ],
  'remove a playlist': async ({ actions, ledger }) => [await actions.removePlaylist(oneOf(ledger.certainPlaylists()))],
  'save the configuration': async ({ actions, chance }) => [await actions.nameDevice(named(chance))],
  'remove a clip': async ({ actions, ledger }) => [await actions.removeClip(oneOf(ledger.certainClips()))],
  'back up': async ({ actions }) => [await actions.backUp()],
  play: async ({ actions }) => [
    await actions.command({ type: 'pause' }),
    await actions.command({ type: 'resume' }),
    await actions.command({ type: 'next' }),
  ],
} satisfies Record<string, Deed>;

export type DeedName = keyof typeof DEEDS;
export const DEED_NAMES = Object.keys(DEEDS).filter((name): name is DeedName => name in DEEDS);

function oneOf(list: readonly string[]): string {
  return list[0] ?? '';
}

function named(chance: SeededChance): string {
  return `name ${chance.below(1e9)}`;
}

/** A refusal says in words what is wrong with the disk. */
function unclear(answer: LocalAnswer): string[] {
  if (answer.status < 300) return [];
  const { code, message } = errorOf(answer);
  const isClear = code !== 'internal' && message.length > 20;
  return isClear ? [] : [`it was answered ${answer.status} ${code}: ${message}`];
}
