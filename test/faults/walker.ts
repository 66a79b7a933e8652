import { Actions, isInterrupted } from './actions.js';
import { FaultControl } from './fault-control.js';
import { FaultLab } from './fault-lab.js';
import { brokenInvariants, settled } from './invariants.js';
import { Ledger } from './ledger.js';
import { errorOf, type LocalAnswer } from './local-client.js';
import type { SeededChance } from './seeded-chance.js';
import { smallPicture } from './small-picture.js';

/** Something that somebody does, from beginning to end. Resolves with the answers. */
export type Deed = (walk: Walker) => Promise<LocalAnswer[]>;

/** A daemon on a disk that fails when it is told to, and someone who uses it. */
export class Walker {
  readonly lab = new FaultLab();
  readonly ledger = new Ledger();
  readonly control: FaultControl;
  readonly actions: Actions;
  readonly chance: SeededChance;
  /** What was asked for last ends this run when the disk is well. */
  #isInterrupted = false;

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

  /**
   * Does it while the disk fails, and returns what is wrong where the daemon does not go on, or what it said does not hold when the disk is well.
   *
   * @param mayEnd the deed makes the daemon start again, which it may not come back from while the disk fails; systemd would start it.
   */
  async undergo(deed: Deed, { mayEnd = false } = {}): Promise<string[]> {
    const problems = await this.#do(deed, mayEnd);
    this.control.disarm();
    if (this.#isInterrupted) await this.lab.startedAgain();
    if (this.#hasEnded && mayEnd) await this.#start();
    if (this.#hasEnded) return [...problems, `framed ended: ${this.lab.daemon?.lines.slice(-8).join('\n')}`];
    return [...problems, ...(await this.#broken({ isUnderFaults: true }))];
  }

  /** The same, but the daemon is killed before the disk is well, and what it said holds after the next start. */
  async undergoAndDie(deed: Deed, { mayEnd = false } = {}): Promise<string[]> {
    const problems = await this.#do(deed, mayEnd);
    await this.lab.kill();
    this.control.disarm();
    await this.#start();
    return [...problems, ...(await this.#broken({ isUnderFaults: false }))];
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
    if (!this.ledger.unfinished.has(path)) return [sent];
    return [sent, await this.actions.cancelUpload(path)];
  }

  async end(): Promise<void> {
    this.control.close();
    await this.lab.remove();
  }

  async #do(deed: Deed, mayEnd: boolean): Promise<string[]> {
    const problems: string[] = [];
    this.#isInterrupted = false;
    try {
      for (const answer of await deed(this)) {
        problems.push(...unclear(answer));
        this.#isInterrupted ||= isInterrupted(answer);
      }
      if (!this.#hasEnded) await settled(this.lab.client, { isInterrupted: true });
    } catch (error) {
      if (!mayEnd || !this.#hasEnded) problems.push(`framed did not answer: ${String(error)}`);
    }
    return problems;
  }

  get #hasEnded(): boolean {
    return this.lab.daemon?.child.exitCode !== null;
  }

  #broken(how: { isUnderFaults: boolean }): Promise<string[]> {
    const { lab, ledger } = this;
    return brokenInvariants({ client: lab.client, ledger, data: lab.data, ...how });
  }

  async #start(): Promise<void> {
    await this.lab.start(await this.control.environment(this.lab.disk));
  }
}

/** A refusal says in words what is wrong with the disk. */
function unclear(answer: LocalAnswer): string[] {
  if (answer.status < 300) return [];
  const { code, message } = errorOf(answer);
  const isClear = code !== 'internal' && message.length > 20;
  return isClear ? [] : [`it was answered ${answer.status} ${code}: ${message}`];
}
