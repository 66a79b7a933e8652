import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../clock.js';
import type { LogLine } from '../log.js';

/** What a person reads of a past that went wrong. */
const DEFAULT_CAPACITY = 200;

/** A line is cut there: a file name or a stack may be of any length, and the file must stay small (200 lines of 500 are 100 KB). */
const MAX_LINE = 500;

export interface EventFileOptions {
  /** On a file system in memory: written for each event, and never synced. */
  path: string;
  clock: Clock;
  capacity?: number;
}

/**
 * The last lines of the log in a file that outlives this process, however it ends: a process that is killed has no last word, so each
 * line is on the file (in /run, which is memory) by the time the log call returns.
 */
export class EventFile {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #capacity: number;
  #lines: string[] = [];
  #isBroken = false;

  constructor({ path, clock, capacity = DEFAULT_CAPACITY }: EventFileOptions) {
    this.#path = path;
    this.#clock = clock;
    this.#capacity = capacity;
  }

  /** Begins an empty file. */
  start(): void {
    this.#guard(() => {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(this.#path, '', { mode: 0o640 });
    });
  }

  /** Takes a line of the log; never throws, since the log has nobody to tell. */
  readonly take = ({ level, text }: LogLine): void => {
    const time = new Date(this.#clock.wallMs()).toISOString();
    const line = `${time} ${level.padEnd(5)} ${text.replaceAll('\n', '\n  ')}`.slice(0, MAX_LINE);
    this.#lines.push(line);
    this.#guard(() => {
      if (this.#lines.length >= 2 * this.#capacity) this.#shorten();
      else appendFileSync(this.#path, `${line}\n`);
    });
  };

  /** It ended as it should, so there is nothing to tell. */
  remove(): void {
    this.#guard(() => rmSync(this.#path, { force: true }));
  }

  /** By a rename: whenever it is killed, there are at least as many lines as there should be. */
  #shorten(): void {
    this.#lines = this.#lines.slice(-this.#capacity);
    writeFileSync(`${this.#path}.new`, this.#lines.map((line) => `${line}\n`).join(''), { mode: 0o640 });
    renameSync(`${this.#path}.new`, this.#path);
  }

  #guard(act: () => void): void {
    if (this.#isBroken) return;
    try {
      act();
    } catch {
      this.#isBroken = true;
    }
  }
}
