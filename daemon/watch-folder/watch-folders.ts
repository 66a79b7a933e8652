import { unlink } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Clock } from '../clock.js';
import type { Timers } from '../control/timers.js';
import { toPlainError } from '../errors.js';
import type { WatchedFile, WatchedFiles } from '../library/watched-files.js';
import type { Log } from '../log.js';
import type { Job } from '../protocol/job.js';
import { BackOff } from './back-off.js';
import { DEFAULT_SCAN_LIMITS, scanFolder } from './scan.js';
import { Settling } from './settling.js';

/** Whoever takes files in: ingest, seen from here. */
export interface FileIntake {
  /** Takes a copy in. Resolves when the copy is safe or could not be made: see the job. Throws where there is no room. */
  addFile(path: string, name: string): Promise<Job>;
  /** Resolves with the job as it ended. */
  ended(jobId: string): Promise<Job>;
}

export interface WatchFoldersOptions {
  /** Absolute paths. They may be missing: a stick is not always there. */
  readonly roots: readonly string[];
  /** The daemon's own, which is never looked into. */
  readonly dataFolder: string;
  readonly intake: FileIntake;
  readonly taken: Pick<WatchedFiles, 'has' | 'add' | 'forget'>;
  /** How long a file must have been the same. */
  readonly settleMs: number;
  /** Delete a file when its clip is in the library. */
  readonly removesAdded: boolean;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** The folders that cannot be read, with the reason; called where that changed. */
  readonly onProblems?: (problems: readonly FolderProblem[]) => void;
}

export interface FolderProblem {
  readonly folder: string;
  /** One sentence. */
  readonly message: string;
}

/** A file is noticed so soon; and a scan takes 5 % of the time at most, however slow the stick is. */
const SCAN_EVERY_MS = 2000;
const REST_FACTOR = 20;

/**
 * Takes in what lies in some folders, one file after the other, when it has stopped growing. The files stay where they are, and what
 * becomes of them later changes no clip.
 */
export class WatchFolders {
  readonly #options: WatchFoldersOptions;
  readonly #settling: Settling;
  readonly #backOff = new BackOff();
  #cancelTimer: () => void = () => {};
  #looking: Promise<void> = Promise.resolve();
  #isStopped = false;
  #told = '[]';

  constructor(options: WatchFoldersOptions) {
    this.#options = options;
    this.#settling = new Settling(options.settleMs);
  }

  start(): void {
    this.#run();
  }

  /** At once: what is being copied is intake's to end. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  /** Resolves when the present look round is over, and what it found is taken in. */
  get settled(): Promise<void> {
    return this.#looking;
  }

  #run(): void {
    const begunMs = this.#options.clock.monotonicMs();
    this.#looking = this.#look()
      .catch((error) => this.#options.log.error('watched folders', { reason: toPlainError(error).message }))
      .then(() => {
        if (this.#isStopped) return;
        const tookMs = this.#options.clock.monotonicMs() - begunMs;
        const waitMs = Math.max(SCAN_EVERY_MS, tookMs * REST_FACTOR);
        this.#cancelTimer = this.#options.timers.after(waitMs, () => this.#run());
      });
  }

  async #look(): Promise<void> {
    const { clock, taken } = this.#options;
    const files = (await this.#scan()).filter((file) => !taken.has(file));
    this.#backOff.keepOnly(files);
    const nowMs = clock.monotonicMs();
    for (const file of this.#settling.settled(files, nowMs)) {
      if (this.#isStopped) return;
      if (this.#backOff.isDue(file, nowMs)) await this.#take(file);
    }
  }

  async #scan(): Promise<WatchedFile[]> {
    const { roots, dataFolder, log } = this.#options;
    const own = ['originals', 'posters', 'renditions', 'staging', 'uploads', 'cache'].map((name) =>
      join(dataFolder, name),
    );
    const problems: FolderProblem[] = [];
    const files = new Map<string, WatchedFile>();
    for (const root of roots) {
      try {
        const scan = await scanFolder(root, DEFAULT_SCAN_LIMITS, (path) => own.includes(resolve(path)));
        for (const file of scan.files) files.set(file.path, file);
        if (scan.cutShort)
          problems.push({ folder: root, message: `${root} holds too much: only a part of it is watched.` });
      } catch (error) {
        problems.push({ folder: root, message: whyUnreadable(root, error) });
      }
    }
    const told = JSON.stringify(problems);
    if (told !== this.#told) {
      this.#told = told;
      for (const { message } of problems) log.warn(message);
      this.#options.onProblems?.(problems);
    }
    return [...files.values()];
  }

  async #take(file: WatchedFile): Promise<void> {
    const { intake, taken } = this.#options;
    try {
      const begun = await intake.addFile(file.path, basename(file.path));
      if (this.#isStopped) return;
      // Before its end: a copy that is safe is gone on with after a restart, and need not be made again.
      if (begun.stage !== 'failed') taken.add(file);
      const job = await intake.ended(begun.id);
      if (this.#isStopped) return;
      if (mayPass(job)) this.#tryLater(file, job.error?.message);
      else await this.#finish(file, job);
    } catch (error) {
      if (!this.#isStopped) this.#tryLater(file, toPlainError(error).message);
    }
  }

  async #finish(file: WatchedFile, { stage }: Job): Promise<void> {
    const { taken, log, removesAdded } = this.#options;
    taken.add(file);
    this.#backOff.succeeded(file);
    log.info('taken from a watched folder', { file: file.path, stage });
    if (removesAdded && stage === 'ready') await unlink(file.path);
  }

  #tryLater(file: WatchedFile, reason: string | undefined): void {
    const { taken, clock, log } = this.#options;
    taken.forget(file.path);
    this.#backOff.failed(file, clock.monotonicMs());
    log.warn('a watched file has to wait', { file: file.path, reason });
  }
}

/** What failed because of the file itself will fail again until the file is another, and somebody who cancelled it meant it. */
function mayPass({ stage, error }: Job): boolean {
  return stage === 'failed' && !/^(convert-|frame-zip-|file-empty)/.test(error?.code ?? '');
}

function whyUnreadable(folder: string, error: unknown): string {
  const { code } = toPlainError(error);
  if (code === 'ENOENT') return `The watched folder ${folder} is not there; make it, or take it out of watch.folders.`;
  if (code === 'EACCES')
    return `The watched folder ${folder} may not be read by framed; sudo chgrp framed ${folder} && sudo chmod g+rx ${folder}`;
  return `The watched folder ${folder} cannot be read (${code}).`;
}
