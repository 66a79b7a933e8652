import { printedTime } from './printed.js';
import type { Terminal } from './terminal.js';

const BAR_CELLS = 20;
/** What a terminal has at least; a longer line would wrap, and could not be drawn over. */
const MAX_LINE = 79;

export interface ProgressShown {
  label: string;
  /** 0 to 100; undefined while it cannot be known. */
  percent: number | undefined;
  doing: string;
  etaMs?: number | undefined;
}

/** One line on a screen that is drawn over and over; silent where there is no screen. */
export class ProgressLine {
  readonly #terminal: Terminal;
  #shown = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(progress: ProgressShown): void {
    const line = lineOf(progress);
    if (!this.#terminal.isLive || line === this.#shown) return;
    this.#shown = line;
    this.#terminal.err(`\r\x1b[K${line}`);
  }

  /** Takes the line away, so that something else can be printed. */
  clear(): void {
    if (this.#shown === '') return;
    this.#shown = '';
    this.#terminal.err('\r\x1b[K');
  }
}

function lineOf({ label, percent, doing, etaMs }: ProgressShown): string {
  const filled = Math.round(((percent ?? 0) / 100) * BAR_CELLS);
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR_CELLS - filled)}]`;
  const tail = [
    bar,
    percent === undefined ? '' : `${Math.floor(percent)} %`.padStart(5),
    doing,
    etaMs === undefined ? '' : `${printedTime(etaMs + 999)} left`,
  ]
    .filter((part) => part !== '')
    .join(' ');
  const room = Math.max(8, MAX_LINE - tail.length - 1);
  return `${label.length > room ? `${label.slice(0, room - 1)}…` : label} ${tail}`;
}
