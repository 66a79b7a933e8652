import type { Clock } from '../clock.js';
import type { Playback } from '../control/commands.js';
import { FramedError } from '../errors.js';
import type { Program } from '../player/program.js';
import type { Clip } from '../protocol/clip.js';
import type { Playlist } from '../protocol/playlist.js';
import type { LoopMode } from '../protocol/state.js';
import { type GrowingClip, withGrowing } from './growing-clip.js';
import { type FramesOf, libraryEntries, type PlayedEntry, playlistEntries } from './program.js';
import { decodeResumePoint, FIRST_RESUME_POINT, type ResumePoint } from './resume-point.js';
import { sameMoment } from './same-moment.js';

/** What the playback asks of the player. */
export interface ProgramPlayer {
  setProgram(program: Program, at?: { key?: string; positionMs?: number }): void;
  pause(): void;
  resume(): void;
  next(): void;
  previous(): void;
  select(key: string): void;
  seek(positionMs: number): void;
  setBlank(on: boolean): void;
  setBrightness(percent: number, options: { fadeMs: number }): void;
  snapshot(): { paused: boolean; entryKey?: string; positionMs: number };
}

/** What it asks of the library. */
export interface ProgramSource {
  clips(): Clip[];
  playlist(id: string): Playlist | undefined;
  framesOf: FramesOf;
}

/** A small durable note. */
export interface ResumeNote {
  read(): unknown;
  write(point: ResumePoint): void;
}

export interface LibraryPlaybackOptions {
  player: ProgramPlayer;
  source: ProgramSource;
  note: ResumeNote;
  clock: Clock;
  /** Frame zip that plays while there is nothing else. */
  demo: string;
  stillMs: number;
  /** The configuration's; holds unless somebody set another one after it. Percent. */
  configuredBrightness: number;
}

/** A change of what plays is written at most this often: an SD card wears, and a clip may last two seconds. */
const NOTE_INTERVAL_MS = 60_000;

const DEMO_KEY = 'demo';

/** In the program. */
interface Place {
  key: string;
  /** Within this pass of the clip. Default: its beginning. */
  positionMs?: number;
}

/** Decides what the player is given: the library, a playlist, or the demo while both are empty; and remembers it across restarts. */
export class LibraryPlayback implements Playback {
  #options: LibraryPlaybackOptions;
  #point: ResumePoint = FIRST_RESUME_POINT;
  #entries: readonly PlayedEntry[] = [];
  /** What showed when the program changed: it stays on the glass until something of the new program has a frame there. */
  #leaving: PlayedEntry | undefined;
  #growing: GrowingClip | undefined;
  #notedAtMs = Number.NEGATIVE_INFINITY;
  /** What showed when its frames went missing, for another panel as a rule: it is shown again once they are made. */
  #awaited: Place | undefined;
  /** Somebody chose what shows next: once it does, that is written down. */
  #isChosen = false;

  constructor(options: LibraryPlaybackOptions) {
    this.#options = options;
  }

  /** What plays and how, for the state. */
  get mode(): Pick<ResumePoint, 'playlistId' | 'loop' | 'shuffle'> {
    return this.#point;
  }

  /** The entry that a key of the player's names, also where it has left the program and still shows; else undefined. */
  entryOf(key: string): PlayedEntry | undefined {
    return this.#entries.find((entry) => entry.key === key) ?? (this.#leaving?.key === key ? this.#leaving : undefined);
  }

  /** The entry that follows the one of a key; undefined where none does, or it follows itself, or it is drawn when its time comes. */
  entryAfter(key: string): PlayedEntry | undefined {
    const { loop, shuffle } = this.#point;
    const at = this.#entries.findIndex((entry) => entry.key === key);
    if (shuffle || loop === 'one' || at < 0 || this.#entries.length < 2) return undefined;
    return this.#entries[at + 1] ?? (loop === 'all' ? this.#entries[0] : undefined);
  }

  /**
   * Goes on where the last run was, or starts with the library.
   *
   * @param options.isPlaying the player has been playing all the time: what shows goes on as it is.
   */
  start({ isPlaying = false } = {}): void {
    const { note, player } = this.#options;
    this.#point = withoutOldBrightness(decodeResumePoint(note.read()), this.#options.configuredBrightness);
    if (isPlaying) {
      this.#load();
      return;
    }
    const { entryKey, positionMs, paused, brightness } = this.#point;
    if (brightness !== undefined) player.setBrightness(brightness, { fadeMs: 0 });
    const place = entryKey === undefined ? undefined : { key: entryKey, positionMs };
    this.#load(place);
    if (place !== undefined && !this.#has(place.key)) this.#awaited = place;
    if (paused) player.pause();
  }

  /** To be called when clips, playlists or frames changed. What is showing goes on where it still exists. */
  libraryChanged(): void {
    const { playlistId } = this.#point;
    if (playlistId !== undefined && this.#options.source.playlist(playlistId) === undefined) this.#choose(undefined);
    else this.#load();
  }

  /** From now on a photo stands for so long, another demo plays while there is nothing else, or the configuration says another brightness. */
  change(options: Partial<Pick<LibraryPlaybackOptions, 'stillMs' | 'demo' | 'configuredBrightness'>>): void {
    this.#options = { ...this.#options, ...options };
    if (options.stillMs !== undefined || options.demo !== undefined) this.#load();
  }

  /** To be called when the first frame of another entry is on the glass. */
  entryShown(): void {
    this.remember({ now: this.#isChosen });
    this.#isChosen = false;
  }

  /** Writes down what plays, where the last note is old enough; `now` writes in any case. */
  remember({ now = false } = {}): void {
    const { clock, note, player } = this.#options;
    const atMs = clock.monotonicMs();
    if (!now && atMs - this.#notedAtMs < NOTE_INTERVAL_MS) return;
    this.#notedAtMs = atMs;
    const { paused, ...shown } = player.snapshot();
    const { entryKey, positionMs = 0 } = this.#awaited ? { ...this.#awaited, entryKey: this.#awaited.key } : shown;
    const { playlistId, loop, shuffle, brightness, configuredBrightness } = this.#point;
    note.write({
      loop,
      shuffle,
      paused,
      positionMs,
      ...(brightness !== undefined && { brightness, configuredBrightness }),
      ...(playlistId !== undefined && { playlistId }),
      ...(entryKey !== undefined && { entryKey }),
    });
  }

  /**
   * Shows what is being made of a file while it grows, where the library plays and nothing else grows. Returns whether it does. It gives its
   * place to the clip once that is in the library and its id is told by {@link identifyGrowing}.
   */
  playGrowing(growing: GrowingClip): boolean {
    if (this.#growing !== undefined || this.#point.playlistId !== undefined) return false;
    this.#growing = growing;
    this.#isChosen = true;
    this.#load({ key: growing.key });
    return true;
  }

  /** Which clip it will be is known. */
  identifyGrowing(key: string, clipId: string): void {
    if (this.#growing?.key === key) this.#growing = { ...this.#growing, clipId };
  }

  /** It has ended: as a clip, or it will never be one. */
  endGrowing(key: string): void {
    if (this.#growing?.key !== key) return;
    this.#growing = undefined;
    this.#load();
  }

  pause(): void {
    this.#options.player.pause();
    this.remember({ now: true });
  }

  resume(): void {
    this.#options.player.resume();
    this.remember({ now: true });
  }

  next(): void {
    this.#awaited = undefined;
    this.#isChosen = true;
    this.#options.player.next();
  }

  previous(): void {
    this.#awaited = undefined;
    this.#isChosen = true;
    this.#options.player.previous();
  }

  seek(positionMs: number): void {
    this.#options.player.seek(positionMs);
  }

  setBlank(on: boolean): void {
    this.#options.player.setBlank(on);
  }

  setBrightness(percent: number, fadeMs: number): void {
    const { configuredBrightness } = this.#options;
    this.#point = { ...this.#point, brightness: percent, configuredBrightness };
    this.#options.player.setBrightness(percent, { fadeMs });
    this.remember({ now: true });
  }

  setLoop(loop: LoopMode): void {
    this.#point = { ...this.#point, loop };
    this.#load();
    this.remember({ now: true });
  }

  setShuffle(shuffle: boolean): void {
    this.#point = { ...this.#point, shuffle };
    this.#load();
    this.remember({ now: true });
  }

  select(clipId: string): void {
    const { player, source } = this.#options;
    const inProgram = this.#entries.find((entry) => entry.clipId === clipId);
    if (inProgram) {
      this.#awaited = undefined;
      this.#isChosen = true;
      player.select(inProgram.key);
      return;
    }
    const clip = source.clips().find(({ id }) => id === clipId);
    if (clip === undefined) throw new FramedError('clip-not-found', `There is no clip ${clipId}.`);
    if (source.framesOf(clip) === undefined) {
      throw new FramedError(
        'clip-not-ready',
        'The clip is still being converted for this panel; try again in a moment.',
      );
    }
    this.#choose(undefined, { key: clipId });
  }

  playPlaylist(playlistId: string | undefined): void {
    const { source } = this.#options;
    if (playlistId === undefined) {
      this.#choose(undefined);
      return;
    }
    const playlist = source.playlist(playlistId);
    if (playlist === undefined) throw new FramedError('playlist-not-found', `There is no playlist ${playlistId}.`);
    const [first] = playlistEntries(playlist, source.clips(), source.framesOf);
    if (first === undefined) {
      throw new FramedError('playlist-empty', `"${playlist.name}" has nothing to play yet; add a clip to it.`);
    }
    this.#choose(playlistId, { key: first.key });
  }

  /** Plays what plays from its beginning. */
  startOver(): void {
    const [first] = this.#currentEntries();
    this.#choose(this.#point.playlistId, first && { key: first.key });
  }

  #choose(playlistId: string | undefined, at?: { key: string }): void {
    const { playlistId: _, ...rest } = this.#point;
    this.#point = playlistId === undefined ? rest : { ...rest, playlistId };
    this.#isChosen = true;
    this.#awaited = undefined;
    this.#growing = undefined;
    this.#load(at);
    this.remember({ now: true });
  }

  #load(at?: Place): void {
    const { player, demo, stillMs } = this.#options;
    const { loop, shuffle } = this.#point;
    const entries = this.#currentEntries();
    const { entryKey } = player.snapshot();
    this.#leaving = entryKey === undefined ? undefined : this.entryOf(entryKey);
    if (at === undefined) this.#awaitWhatLeaves(entries);
    if (entries.length > 0) {
      const place = at ?? this.#awaitedPlace(entries) ?? this.#movedPlace(entries);
      this.#entries = entries;
      player.setProgram({ entries, loop, shuffle, stillMs }, place);
    } else {
      this.#entries = [{ key: DEMO_KEY, name: 'Demo', path: demo }];
      player.setProgram({ entries: this.#entries, loop: 'all', shuffle: false, stillMs });
    }
  }

  /** The clip that shows has no frames any more that could be shown, and will have: whoever stopped at it finds it again. */
  #awaitWhatLeaves(entries: readonly PlayedEntry[]): void {
    const { player, source } = this.#options;
    const { entryKey: key, positionMs, paused } = player.snapshot();
    const clipId = this.#leaving?.clipId;
    if (key === undefined || clipId === undefined || entries.some((entry) => entry.key === key)) return;
    const clip = source.clips().find(({ id }) => id === clipId);
    if (clip === undefined || source.framesOf(clip) !== undefined) return;
    if (paused || entries.length === 0) this.#awaited ??= { key, positionMs };
  }

  /** Where the awaited one is back. Nobody is torn out of another clip that plays meanwhile. */
  #awaitedPlace(entries: readonly PlayedEntry[]): Place | undefined {
    const place = this.#awaited;
    if (place === undefined) return undefined;
    const isThere = entries.some(({ key }) => key === place.key);
    const { paused, entryKey } = this.#options.player.snapshot();
    const isTakenUp = paused || entryKey === undefined || entryKey === DEMO_KEY;
    if (isThere || !paused) this.#awaited = undefined;
    return isThere && isTakenUp ? place : undefined;
  }

  #has(key: string): boolean {
    return this.#entries.some((entry) => entry.key === key);
  }

  /** Where the clip that shows gets frames of other moments: where in them the present moment is. Else the player goes on by itself. */
  #movedPlace(entries: readonly PlayedEntry[]): Place | undefined {
    const { entryKey: key, positionMs } = this.#options.player.snapshot();
    if (key === undefined) return undefined;
    const [before, after] = [this.entryOf(key), entries.find((entry) => entry.key === key)];
    if (before?.path === after?.path || !before?.moments || !after?.moments) return undefined;
    const movedMs = sameMoment(positionMs, before.moments, after.moments);
    return movedMs === undefined ? undefined : { key, positionMs: movedMs };
  }

  /** The playlist's entries; the library's where there is no playlist, or it has nothing to play. */
  #currentEntries(): PlayedEntry[] {
    const { clips, playlist, framesOf } = this.#options.source;
    const chosen = this.#point.playlistId === undefined ? undefined : playlist(this.#point.playlistId);
    const entries = chosen ? playlistEntries(chosen, clips(), framesOf) : [];
    if (entries.length > 0) return entries;
    const all = libraryEntries(clips(), framesOf);
    if (this.#growing === undefined) return all;
    const grown = withGrowing(all, this.#growing);
    if (grown.isClip) this.#growing = undefined;
    return grown.entries;
  }
}

/** What somebody set holds until the configuration is edited, also while framed does not run. */
function withoutOldBrightness(point: ResumePoint, configured: number): ResumePoint {
  const { brightness: _, configuredBrightness = configured, ...rest } = point;
  return configuredBrightness === configured ? point : rest;
}
