import { sha256 } from '../daemon/library/staged-clips.js';
import type { ClipFacts, Ledger, UnfinishedFile } from './ledger.js';
import type { LocalAnswer, LocalClient } from './local-client.js';

/** What people do, each with its promise in the ledger. All resolve with the answer, and reject where there was none. */
export class Actions {
  readonly #client: LocalClient;
  readonly #ledger: Ledger;

  constructor(client: LocalClient, ledger: Ledger) {
    this.#client = client;
    this.#ledger = ledger;
  }

  /** Announces a file; its path, or the refusal. */
  async beginUpload(name: string, content: Buffer): Promise<LocalAnswer> {
    const answer = await this.#client.ask('POST', '/api/uploads', {
      headers: {
        'Tus-Resumable': '1.0.0',
        'Upload-Length': content.length,
        'Upload-Metadata': `filename ${Buffer.from(name).toString('base64')}`,
      },
    });
    const path = answer.headers.location;
    if (answer.status === 201 && path !== undefined) {
      this.#ledger.unfinished.set(path, { clipId: clipIdOf(content), name, content, acknowledged: 0 });
    }
    return answer;
  }

  /** Sends the next bytes of a file. */
  async sendPart(path: string, file: UnfinishedFile, bytes: number): Promise<LocalAnswer> {
    const end = Math.min(file.content.length, file.acknowledged + bytes);
    const isLast = end === file.content.length;
    const told = isLast ? this.#ledger.clip(file.clipId).asked({ name: file.name, rotation: 0 }) : () => {};
    const answer = await this.#client.ask('PATCH', path, {
      headers: {
        'Tus-Resumable': '1.0.0',
        'Upload-Offset': file.acknowledged,
        'Content-Type': 'application/offset+octet-stream',
      },
      body: file.content.subarray(file.acknowledged, end),
    });
    // All of it has come, and is stored later: that is a promise as well.
    const isDone = answer.status === 204 || answer.body.includes('upload-interrupted');
    told(isDone);
    if (isDone) file.acknowledged = end;
    if (isDone && isLast) this.#ledger.unfinished.delete(path);
    return answer;
  }

  /** Where that is refused, it goes on, or can. */
  async cancelUpload(path: string): Promise<LocalAnswer> {
    const answer = await this.#client.ask('DELETE', path, { headers: { 'Tus-Resumable': '1.0.0' } });
    if (answer.status < 500) this.#ledger.unfinished.delete(path);
    // It had been refused, and with that it was over.
    return answer.status === 410 ? { ...answer, status: 204 } : answer;
  }

  /** How much of a file is there; undefined where the upload is unknown. */
  async offsetOf(path: string): Promise<number | undefined> {
    const { status, headers } = await this.#client.ask('HEAD', path, { headers: { 'Tus-Resumable': '1.0.0' } });
    return status === 200 ? Number(headers['upload-offset']) : undefined;
  }

  async rename(clipId: string, name: string): Promise<LocalAnswer> {
    return this.#changeClip(clipId, { name });
  }

  async turn(clipId: string, rotation: number): Promise<LocalAnswer> {
    return this.#changeClip(clipId, { rotation });
  }

  async removeClip(clipId: string): Promise<LocalAnswer> {
    const told = this.#ledger.clip(clipId).asked(undefined);
    this.#ledger.discarded.add(clipId);
    const answer = await this.#client.ask('DELETE', `/api/clips/${clipId}`);
    settle(told, answer, answer.status === 204);
    return answer;
  }

  async putPlaylist(name: string, clipIds: readonly string[]): Promise<LocalAnswer> {
    const told = this.#ledger.playlist(name).asked(clipIds);
    const id = this.#ledger.playlistIds.get(name);
    const body = { name, entries: clipIds.map((clipId) => ({ clipId })) };
    const answer = await (id === undefined
      ? this.#client.ask('POST', '/api/playlists', { body })
      : this.#client.ask('PUT', `/api/playlists/${id}`, { body }));
    const isDone = answer.status < 300;
    settle(told, answer, isDone);
    if (isDone) this.#ledger.playlistIds.set(name, JSON.parse(answer.body.toString()).id);
    return answer;
  }

  async removePlaylist(name: string): Promise<LocalAnswer> {
    const told = this.#ledger.playlist(name).asked(undefined);
    const answer = await this.#client.ask('DELETE', `/api/playlists/${this.#ledger.playlistIds.get(name)}`);
    settle(told, answer, answer.status === 204);
    return answer;
  }

  /** Changes the configuration file. */
  async nameDevice(name: string): Promise<LocalAnswer> {
    const { revision } = JSON.parse((await this.#client.ask('GET', '/api/config')).body.toString());
    const told = this.#ledger.deviceName.asked(name);
    const answer = await this.#client.ask('PATCH', '/api/config', { body: { revision, changes: { name } } });
    settle(told, answer, answer.status === 200);
    return answer;
  }

  async command(body: unknown): Promise<LocalAnswer> {
    return this.#client.ask('POST', '/api/commands', { body });
  }

  async backUp(): Promise<LocalAnswer> {
    return this.#client.ask('GET', '/api/backup?originals=1');
  }

  /** Takes a backup, and keeps it for {@link restore}. */
  async keepBackup(): Promise<LocalAnswer> {
    const answer = await this.backUp();
    const ledger = this.#ledger;
    this.#backup = {
      bytes: answer.body,
      clips: new Map([...ledger.clips].map(([id, claim]) => [id, claim.certain])),
      playlists: new Map([...ledger.playlists].map(([name, claim]) => [name, claim.certain])),
      deviceName: ledger.deviceName.certain,
    };
    return answer;
  }

  /** Restores the backup that was kept: all is as it was then, or nothing is. */
  async restore(): Promise<LocalAnswer> {
    const { bytes, clips, playlists, deviceName } = this.#backup ?? { bytes: Buffer.alloc(0) };
    const ledger = this.#ledger;
    const told = [
      ...[...ledger.clips].map(([id, claim]) => claim.asked(clips?.get(id))),
      ...[...ledger.playlists].map(([name, claim]) => claim.asked(playlists?.get(name))),
      ledger.deviceName.asked(deviceName),
    ];
    const answer = await this.#client.ask('POST', '/api/restore', {
      headers: { 'Content-Type': 'application/x-tar' },
      body: bytes,
    });
    // It is done by itself, and that is a promise as well.
    const isDone = answer.status === 200 || isInterrupted(answer);
    for (const tell of told) settle(tell, answer, isDone);
    return answer;
  }

  #backup: Backup | undefined;

  async #changeClip(clipId: string, change: { name?: string; rotation?: number }): Promise<LocalAnswer> {
    const claim = this.#ledger.clip(clipId);
    const before = claim.certain ?? { name: '', rotation: 0 };
    const told = claim.asked({ ...before, ...change });
    const { name, rotation } = change;
    const body = { ...(name !== undefined && { name }), ...(rotation !== undefined && { look: { rotation } }) };
    const answer = await this.#client.ask('PATCH', `/api/clips/${clipId}`, { body });
    settle(told, answer, answer.status === 200);
    return answer;
  }
}

/** What the disk did not vouch for, as the answer says, may hold or not. */
function settle(told: (isDone: boolean) => void, answer: LocalAnswer, isDone: boolean): void {
  if (!UNCERTAIN.some((words) => answer.body.includes(words))) told(isDone);
}

/** Of a restore: framed starts again when the disk is well. */
export function isInterrupted(answer: LocalAnswer): boolean {
  return answer.body.includes('restore-interrupted');
}

const UNCERTAIN = ['is written', 'may have happened all the same'];

/** A backup, and what is in it. */
interface Backup {
  readonly bytes: Buffer;
  readonly clips: ReadonlyMap<string, ClipFacts | undefined>;
  readonly playlists: ReadonlyMap<string, readonly string[] | undefined>;
  readonly deviceName: string | undefined;
}

export function clipIdOf(content: Buffer): string {
  return sha256(content).slice(0, 32);
}
