import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DaemonProcess } from '../integration/daemon-process.js';
import { LocalClient } from './local-client.js';

/** The long runs come last on a machine that has other things to do. */
const START_TIMEOUT_MS = 300_000;
const STARTING_AGAIN = /starting again/;
const LOOK_AGAIN_MS = 25;
/** Of a machine that has other things to do. */
const GENEROUS_MS = 20_000;

/**
 * A folder with all that a daemon writes to, and the daemon in it:
 *
 *     disk/data/              the library
 *     disk/etc/config.yaml
 *     framed.sock
 */
export class FaultLab {
  readonly folder: string;
  readonly client: LocalClient;
  daemon: DaemonProcess | undefined;
  /** Of the daemon, after its first. */
  #runs = 0;

  /** @param config more of it, and what of the disk is to stay free: whoever runs this may not have much. */
  constructor({ config = '', keepFreeMb = 20 }: { config?: string; keepFreeMb?: number } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'framed-faults-'));
    mkdirSync(join(this.disk, 'etc'), { recursive: true });
    this.client = new LocalClient(this.#socketPath);
    writeFileSync(join(this.disk, 'etc', 'config.yaml'), `${configOf(keepFreeMb)}${config}`);
  }

  /** What may fail, or lose its power. */
  get disk(): string {
    return join(this.folder, 'disk');
  }

  get data(): string {
    return join(this.disk, 'data');
  }

  /** @param environment of the layers that it runs in; two of them are joined. */
  async start(...environment: Readonly<Record<string, string>>[]): Promise<DaemonProcess> {
    const preloaded = environment.flatMap((one) => one['LD_PRELOAD'] ?? []);
    this.#runs = 0;
    this.daemon = await DaemonProcess.start({
      data: this.data,
      startTimeoutMs: START_TIMEOUT_MS,
      words: ['--config', join(this.disk, 'etc', 'config.yaml'), '--socket', this.#socketPath],
      environment: {
        ...Object.assign({}, ...environment),
        ...(preloaded.length > 0 && { LD_PRELOAD: preloaded.join(':') }),
      },
    });
    return this.daemon;
  }

  /** What was asked for ends this run and begins the next in the same process. Resolves when that answers, or the process has ended. */
  async startedAgain(): Promise<void> {
    const { daemon } = this;
    const runs = () => daemon?.lines.filter((line) => STARTING_AGAIN.test(line)).length ?? 0;
    const before = this.#runs;
    const endMs = performance.now() + GENEROUS_MS;
    while (runs() === before && daemon?.child.exitCode === null && performance.now() < endMs)
      await sleep(LOOK_AGAIN_MS);
    this.#runs = runs();
    while (daemon?.child.exitCode === null && performance.now() < endMs) {
      if (await this.client.state().then(Boolean, () => false)) return;
      await sleep(LOOK_AGAIN_MS);
    }
  }

  async kill(): Promise<void> {
    await this.daemon?.stop('SIGKILL');
  }

  /** Resolves with its exit code. */
  async stop(): Promise<number | null | undefined> {
    return this.daemon?.stop();
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #socketPath(): string {
    return join(this.folder, 'framed.sock');
  }
}

/** Originals as they were sent, so that their hashes tell. */
function configOf(keepFreeMb: number): string {
  return `version: 1\ndisplay: { output: virtual }\nuploads: { metadata: keep, keep_free_mb: ${keepFreeMb} }\n`;
}
