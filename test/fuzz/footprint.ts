import { readdirSync, readFileSync } from 'node:fs';

/** What a process holds. Linux: proc(5). */
export interface Footprint {
  readonly residentBytes: number;
  readonly handles: number;
  /** Of JavaScript, where it was this process. */
  readonly heapBytes?: number;
}

export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN);
}

/** Open files, sockets and pipes. */
export function openHandles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

export function threads(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).length;
}

/** The processor's time that a process took so far, in milliseconds, and of those it waited for; proc(5), by ticks of 10 ms. */
export function processorMs(pid: number, { withChildren = false } = {}): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const TICK_MS = 10;
  return TICK_MS * fields.slice(11, withChildren ? 15 : 13).reduce((sum, ticks) => sum + Number(ticks), 0);
}
