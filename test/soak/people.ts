import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { packageRoot } from '../../daemon/package-root.js';
import type { State } from '../../daemon/protocol/state.js';
import type { SeededChance } from '../faults/seeded-chance.js';
import { smallPicture } from '../faults/small-picture.js';
import { onceMore } from '../integration/once-more.js';
import { getState, post } from '../integration/rest-client.js';

/** Beyond this, clips are thrown away: the library stays as large as it is. */
const ENOUGH_CLIPS = 10;
/** Who waits for a film to be converted does not send another. */
const MOST_UNDER_WAY = 3;
const ENDED: ReadonlySet<string> = new Set(['ready', 'failed', 'cancelled']);
const ENOUGH_PLAYLISTS = 4;
const FILMS = ['edit-list.mp4', 'vp9-1080x1080.webm', 'crawl.gif'];
const COMMANDS = ['next', 'previous', 'pause', 'resume'];

/** What people do with a framed in a house, somewhat faster: they send, rename, arrange, play, look on and throw away. */
export class People {
  readonly #url: string;
  readonly #chance: SeededChance;
  readonly did: Record<string, number> = {};
  /** Refusals that nothing explains, a line each. */
  readonly surprises: string[] = [];
  #sent = 0;

  constructor(url: string, chance: SeededChance) {
    this.#url = url;
    this.#chance = chance;
  }

  /** One thing, chosen by chance. */
  async act(): Promise<void> {
    const state = await getState(this.#url);
    const clips = Object.keys(state.clips);
    const lists = Object.keys(state.playlists);
    const underWay = Object.values(state.jobs).filter(({ stage }) => !ENDED.has(stage)).length;
    const way = this.#chance.next();
    if (clips.length > ENOUGH_CLIPS) return this.#throwAway(clips);
    if (underWay < MOST_UNDER_WAY && (way < 0.25 || clips.length < 3)) return this.#send();
    if (clips.length === 0) return;
    if (way < 0.4)
      return this.#change('rename', 'PATCH', `api/clips/${this.#oneOf(clips)}`, {
        name: `clip ${this.#chance.below(1000)}`,
      });
    if (way < 0.6) return this.#arrange(clips, lists);
    if (way < 0.7) return this.#watch();
    if (way < 0.75) return this.#throwAway(clips);
    if (way < 0.8)
      return this.#change('look', 'PATCH', `api/clips/${this.#oneOf(clips)}`, {
        look: { rotation: 90 * this.#chance.below(4) },
      });
    if (way < 0.9) return this.#look(clips);
    return this.#play(state, clips, lists);
  }

  async #send(): Promise<void> {
    const number = ++this.#sent;
    const isFilm = this.#chance.happens(0.2);
    const name = isFilm ? (this.#chance.oneOf(FILMS) ?? '') : `${number}.bmp`;
    const picture = isFilm
      ? readFileSync(join(packageRoot, 'test/fixtures', name))
      : smallPicture(this.#chance, 64, 48);
    // Another content each time: behind its end nobody looks at a film.
    const content = isFilm ? Buffer.concat([picture, Buffer.from(`${number}`.padStart(16))]) : picture;
    const form = new FormData();
    form.append('file', new Blob([content]), name);
    const response = await onceMore(() => fetch(new URL('api/clips', this.#url), { method: 'POST', body: form }));
    await this.#note(isFilm ? 'send a film' : 'send a picture', response, []);
  }

  async #throwAway(clips: readonly string[]): Promise<void> {
    await this.#change('throw away', 'DELETE', `api/clips/${this.#oneOf(clips)}`);
  }

  async #arrange(clips: readonly string[], lists: readonly string[]): Promise<void> {
    if (lists.length > ENOUGH_PLAYLISTS)
      return this.#change('remove a playlist', 'DELETE', `api/playlists/${this.#oneOf(lists)}`);
    const entries = Array.from({ length: 1 + this.#chance.below(6) }, () => ({
      clipId: this.#oneOf(clips),
      durationMs: 300,
    }));
    const body = { name: `list ${this.#chance.below(100)}`, entries };
    if (lists.length < 2 || this.#chance.happens(0.3))
      return this.#change('make a playlist', 'POST', 'api/playlists', body);
    return this.#change('change a playlist', 'PUT', `api/playlists/${this.#oneOf(lists)}`, body);
  }

  async #play(state: State, clips: readonly string[], lists: readonly string[]): Promise<void> {
    const playlistId = this.#chance.happens(0.5) ? null : (this.#chance.oneOf(lists) ?? null);
    const command = this.#chance.oneOf([
      { type: this.#chance.oneOf(COMMANDS) },
      { type: 'select', clipId: this.#oneOf(clips) },
      { type: 'play-playlist', playlistId },
      { type: 'shuffle', on: !state.player.shuffle },
      { type: 'resume' },
    ]);
    await this.#note('command', await onceMore(() => post(this.#url, 'api/commands', command)), [404, 409]);
  }

  async #look(clips: readonly string[]): Promise<void> {
    const clipId = this.#oneOf(clips);
    for (const part of ['poster.jpg', 'original', 'look.bmp?fit=contain']) {
      const response = await onceMore(() => fetch(new URL(`api/clips/${clipId}/${part}`, this.#url)));
      await this.#note('look', response, [404, 409]);
    }
  }

  /** A page that is opened for a second or two, with its live preview, and closed: politely or not. */
  async #watch(): Promise<void> {
    const viewer = new WebSocket(new URL('api/live', this.#url.replace('http', 'ws')));
    viewer.on('error', () => {});
    viewer.on('open', () => viewer.send(JSON.stringify({ type: 'preview', on: true })));
    await sleep(500 + this.#chance.below(1500));
    if (this.#chance.happens(0.5)) viewer.close();
    else viewer.terminate();
    this.did['watch'] = (this.did['watch'] ?? 0) + 1;
  }

  async #change(doing: string, method: string, path: string, body?: unknown): Promise<void> {
    const sent = body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await onceMore(() => fetch(new URL(path, this.#url), { method, ...sent }));
    // Somebody else was faster.
    await this.#note(doing, response, [404, 409]);
  }

  async #note(doing: string, response: Response, expected: readonly number[]): Promise<void> {
    const { byteLength, text } = await read(response);
    this.did[doing] = (this.did[doing] ?? 0) + 1;
    if (response.ok || expected.includes(response.status)) return;
    this.surprises.push(`${doing} was answered ${response.status}: ${byteLength > 1000 ? '' : text}`);
  }

  #oneOf(ids: readonly string[]): string {
    return this.#chance.oneOf(ids) ?? '';
  }
}

async function read(response: Response): Promise<{ byteLength: number; text: string }> {
  const body = Buffer.from(await response.arrayBuffer());
  return { byteLength: body.length, text: body.subarray(0, 300).toString() };
}
