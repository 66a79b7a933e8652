import { Actions } from './actions.js';
import type { Ledger } from './ledger.js';
import { errorOf, type LocalAnswer, type LocalClient } from './local-client.js';
import type { SeededChance } from './seeded-chance.js';
import { smallPicture } from './small-picture.js';

/** Clips beyond this are removed, so that a start has about as much to look at in the last round as in the tenth. */
const ENOUGH_CLIPS = 12;
const ROTATIONS = [0, 90, 180, 270];

/** What a change may meet that comes too late: the clip or playlist has just been removed by another. */
const TOO_LATE = ['clip-not-found', 'playlist-not-found', 'playlist-empty', 'clip-not-ready', 'config-revision'];

/**
 * People who send, rename, turn, remove, arrange and configure, all at once and as fast as they are answered, until the daemon is gone. What
 * was answered is in the ledger.
 */
export class ScriptedLoad {
  readonly #ledger: Ledger;
  readonly #actions: Actions;
  readonly #chance: SeededChance;
  /** Refusals that nothing explains, a line each. */
  readonly surprises: string[] = [];
  #names = 0;
  /** Somebody noticed: who has nothing to ask would wait for ever. */
  #isGone = false;

  constructor(client: LocalClient, ledger: Ledger, chance: SeededChance) {
    this.#ledger = ledger;
    this.#actions = new Actions(client, ledger);
    this.#chance = chance;
  }

  /** Resolves when the daemon no longer answers. */
  async run(): Promise<void> {
    const people = [
      () => this.#send(),
      () => this.#send(),
      () => this.#edit(),
      () => this.#arrange(),
      () => this.#set(),
    ];
    await Promise.all(people.map((act) => this.#untilGone(act)));
  }

  async #untilGone(act: () => Promise<void>): Promise<void> {
    while (!this.#isGone) {
      try {
        await act();
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && GONE.has(String(error.code)))) throw error;
        this.#isGone = true;
      }
      // A turn for the others.
      await new Promise(setImmediate);
    }
  }

  /** Goes on with a file, or begins another. */
  async #send(): Promise<void> {
    const waiting = [...this.#ledger.unfinished].find(([, file]) => !this.#inHand.has(file.clipId));
    const [path, file] = waiting ?? (await this.#beginFile());
    if (path === undefined || file === undefined) return;
    this.#inHand.add(file.clipId);
    const parts = 1 + this.#chance.below(3);
    while (file.acknowledged < file.content.length) {
      const bytes = Math.ceil(file.content.length / parts);
      if (!this.#isWell('sending', await this.#actions.sendPart(path, file, bytes))) break;
    }
    this.#inHand.delete(file.clipId);
  }

  readonly #inHand = new Set<string>();

  async #beginFile() {
    const content = smallPicture(this.#chance);
    const answer = await this.#actions.beginUpload(`${this.#newName()}.bmp`, content);
    this.#isWell('announcing', answer);
    const path = answer.headers.location ?? '';
    return [path, this.#ledger.unfinished.get(path)] as const;
  }

  async #edit(): Promise<void> {
    const clips = this.#ledger.certainClips();
    const clipId = this.#chance.oneOf(clips);
    if (clipId === undefined) return this.#pause();
    if (clips.length > ENOUGH_CLIPS || this.#chance.happens(0.1)) {
      this.#isWell('removing', await this.#actions.removeClip(clipId));
    } else if (this.#chance.happens(0.2)) {
      this.#isWell('turning', await this.#actions.turn(clipId, this.#chance.oneOf(ROTATIONS) ?? 0));
    } else this.#isWell('renaming', await this.#actions.rename(clipId, this.#newName()));
  }

  async #arrange(): Promise<void> {
    const clips = this.#ledger.certainClips();
    const lists = this.#ledger.certainPlaylists();
    const list = this.#chance.oneOf(lists);
    if (list !== undefined && (lists.length > 4 || this.#chance.happens(0.2))) {
      this.#isWell('removing a playlist', await this.#actions.removePlaylist(list));
      return;
    }
    const entries = Array.from({ length: this.#chance.below(6) }, () => this.#chance.oneOf(clips) ?? []).flat();
    const name = list !== undefined && this.#chance.happens(0.6) ? list : this.#newName();
    this.#isWell('arranging', await this.#actions.putPlaylist(name, entries));
  }

  async #set(): Promise<void> {
    if (this.#chance.happens(0.3)) this.#isWell('naming', await this.#actions.nameDevice(this.#newName()));
    else if (this.#chance.happens(0.1)) this.#isWell('backing up', await this.#actions.backUp());
    else if (this.#chance.happens(0.5)) await this.#actions.command({ type: 'next' });
    else await this.#actions.command({ type: 'shuffle', on: this.#chance.happens(0.5) });
    await this.#pause();
  }

  /** People are not that fast; those who send are not to wait for them. */
  #pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 5));
  }

  #newName(): string {
    this.#names += 1;
    return `${process.pid}-${this.#chance.below(1e9)}-${this.#names}`;
  }

  #isWell(doing: string, answer: LocalAnswer): boolean {
    if (answer.status < 300) return true;
    const { code, message } = errorOf(answer);
    if (!TOO_LATE.includes(code)) this.surprises.push(`${doing} was answered ${answer.status} ${code}: ${message}`);
    return false;
  }
}

const GONE: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'HPE_INVALID_EOF_STATE']);
