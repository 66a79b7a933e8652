/** A thing and what a daemon has been asked, and has said, about it; undefined stands for not being there. */
export class Claim<T> {
  #possible: readonly (T | undefined)[];

  constructor(value?: T) {
    this.#possible = [value];
  }

  /** What it may be: more than one thing while an answer is due, or never came. */
  get possible(): readonly (T | undefined)[] {
    return this.#possible;
  }

  /** What it is for certain; undefined also where that is not certain. */
  get certain(): T | undefined {
    return this.#possible.length === 1 ? this.#possible[0] : undefined;
  }

  /** Somebody asks for it to become this. Returns what to call with the answer: whether it was done. No answer: either may hold. */
  asked(value: T | undefined): (isDone: boolean) => void {
    const before = this.#possible;
    this.#possible = [...before, value];
    return (isDone) => {
      this.#possible = isDone ? [value] : before;
    };
  }

  /** It was seen. Returns whether it may be so; from now on it is. */
  seen(value: T | undefined): boolean {
    const isPossible = this.#possible.some((one) => JSON.stringify(one) === JSON.stringify(value));
    this.#possible = [value];
    return isPossible;
  }
}

export interface ClipFacts {
  readonly name: string;
  /** Degrees that somebody turned it by. */
  readonly rotation: number;
}

/** A file of which not all has been sent. */
export interface UnfinishedFile {
  readonly clipId: string;
  readonly name: string;
  readonly content: Buffer;
  /** Bytes that the daemon has said it has. */
  acknowledged: number;
}

/** What must hold, whatever becomes of the daemon: everything that it has answered with success, and nothing that it was not asked for. */
export class Ledger {
  /** By id. */
  readonly clips = new Map<string, Claim<ClipFacts>>();
  /** By name, which each keeps: its clips, in order. */
  readonly playlists = new Map<string, Claim<readonly string[]>>();
  /** By name. */
  readonly playlistIds = new Map<string, string>();
  readonly deviceName = new Claim('framed');
  /** Clips that somebody threw away: for a while, their files are there. */
  readonly discarded = new Set<string>();
  /** Clips that are a page of a document, whose originals are pictures of it. */
  readonly pages = new Set<string>();
  /** By the upload's path. */
  readonly unfinished = new Map<string, UnfinishedFile>();

  clip(id: string): Claim<ClipFacts> {
    return claimOf(this.clips, id);
  }

  playlist(name: string): Claim<readonly string[]> {
    return claimOf(this.playlists, name);
  }

  /** Of those that are there for certain. */
  certainClips(): string[] {
    return [...this.clips].flatMap(([id, claim]) => (claim.certain === undefined ? [] : [id]));
  }

  certainPlaylists(): string[] {
    return [...this.playlists].flatMap(([name, claim]) => (claim.certain === undefined ? [] : [name]));
  }
}

function claimOf<T>(claims: Map<string, Claim<T>>, key: string): Claim<T> {
  const claim = claims.get(key) ?? new Claim<T>();
  claims.set(key, claim);
  return claim;
}
