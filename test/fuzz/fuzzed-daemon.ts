import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { statusOfCode } from '../../daemon/http/http-error.js';
import { packageRoot } from '../../daemon/package-root.js';
import type { State } from '../../daemon/protocol/state.js';
import { SeededChance } from '../faults/seeded-chance.js';
import { smallPicture } from '../faults/small-picture.js';
import { DaemonProcess } from '../integration/daemon-process.js';
import { getState, post, sendFile, waitForJob } from '../integration/rest-client.js';
import type { HttpAnswer } from './http-answer.js';
import { Misbehaviour } from './misbehaviour.js';

const CONFIG = 'version: 1\ndisplay: { output: virtual }\nuploads: { metadata: keep, keep_free_mb: 20 }\n';
/** What the daemon says of what it did not expect. */
const ALARM = /^error |was thrown and nothing caught it|a promise failed and nobody waited/;
const CLEAN_MS = 20_000;

/** A real daemon with two pictures and a playlist in it, which is to survive what it is sent. */
export class FuzzedDaemon {
  readonly #daemon: DaemonProcess;
  readonly #data: string;
  readonly clipIds: readonly string[];
  readonly playlistId: string;
  #linesSeen = 0;

  private constructor(daemon: DaemonProcess, data: string, clipIds: readonly string[], playlistId: string) {
    this.#daemon = daemon;
    this.#data = data;
    this.clipIds = clipIds;
    this.playlistId = playlistId;
  }

  static async start(folder: string): Promise<FuzzedDaemon> {
    const data = join(folder, 'data');
    const config = join(folder, 'config.yaml');
    mkdirSync(data);
    writeFileSync(config, CONFIG);
    const quiet = join(packageRoot, 'dist/test/integration/forced-quiet.js');
    const daemon = await DaemonProcess.start({
      data,
      words: ['--config', config, '--socket', join(folder, 'framed.sock')],
      environment: { NODE_OPTIONS: `--import=${quiet}` },
    });
    const clipIds: string[] = [];
    for (const seed of [1, 2]) {
      const path = join(folder, `${seed}.bmp`);
      writeFileSync(path, smallPicture(new SeededChance(seed)));
      const [job] = await sendFile(daemon.url, path);
      clipIds.push((await waitForJob(daemon.url, job?.id ?? '')).clipId ?? '');
    }
    const entries = clipIds.map((clipId) => ({ clipId, durationMs: 500 }));
    const answer = await post(daemon.url, 'api/playlists', { name: 'all', entries });
    const { id } = (await answer.json()) as { id: string };
    return new FuzzedDaemon(daemon, data, clipIds, id);
  }

  get url(): string {
    return this.#daemon.url;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  get pid(): number {
    return this.#daemon.child.pid ?? 0;
  }

  state(): Promise<State> {
    return getState(this.url);
  }

  /** Throws where the daemon ended, or its log tells of something that nobody expected. */
  checkWell(): void {
    const { exitCode, signalCode } = this.#daemon.child;
    if (exitCode !== null || signalCode !== null) throw new Misbehaviour(`the daemon ended: ${this.#lastLines()}`);
    const { lines } = this.#daemon;
    const alarm = lines.slice(this.#linesSeen).find((line) => ALARM.test(line));
    this.#linesSeen = lines.length;
    if (alarm !== undefined) throw new Misbehaviour(alarm);
  }

  /** What an answer says in a word. Throws where it is none that a client could make something of. */
  judge({ status, body }: HttpAnswer, { isHead = false } = {}): string {
    if (status >= 200 && status < 400) return 'taken';
    if (isHead) return String(status);
    const text = body.toString();
    const code = /^\{"error":\{"code":"([a-z-]+)","message":/.exec(text)?.[1];
    const isExpected = status < 500 || (code !== undefined && statusOfCode(code) === status);
    // Node itself refuses a request without a Host, and says no more.
    const isBare = status === 400 && text === '';
    if (status >= 400 && isExpected && (code !== undefined || isBare)) return code ?? String(status);
    throw new Misbehaviour(`answered ${status} ${text.slice(0, 300)}`);
  }

  /** Whatever is on its way is taken back. */
  async cancelUploads(): Promise<void> {
    const { jobs } = await this.state();
    for (const { id, stage } of Object.values(jobs)) {
      if (stage === 'receiving') await fetch(new URL(`api/jobs/${id}`, this.url), { method: 'DELETE' });
    }
  }

  /** Has it collect its garbage; resolves when it answers again. */
  async quiet(): Promise<void> {
    this.#daemon.child.kill('SIGUSR2');
    await sleep(200);
    await this.state();
  }

  /** Ends it, when it had time to come to an end with everything. Resolves with what was left where nothing should be. */
  async close(): Promise<readonly string[]> {
    await this.cancelUploads();
    const until = performance.now() + CLEAN_MS;
    const isBusy = async () =>
      Object.values((await this.state()).jobs).some(({ stage }) => !['ready', 'failed', 'cancelled'].includes(stage));
    while (performance.now() < until && (this.#staged().length > 0 || (await isBusy()))) await sleep(100);
    const staged = this.#staged().map((name) => `${name} is left in staging`);
    const exit = await this.#daemon.stop();
    return exit === 0 ? staged : [...staged, `it ended with ${exit}: ${this.#lastLines()}`];
  }

  #staged(): string[] {
    return readdirSync(join(this.#data, 'staging'));
  }

  #lastLines(): string {
    return this.#daemon.lines.slice(-5).join(' / ');
  }
}
