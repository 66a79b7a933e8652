import { readdirSync, readFileSync } from 'node:fs';

/** Resident megabytes (10^6 bytes) of a process; 0 where it is gone. Linux only: proc(5). */
export function residentMb(pid: number): number {
  const status = readProc(`${pid}/status`);
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024) / 1e6;
}

/** The same of all processes that it has started, and those that they have. */
export function residentMbOfChildren(pid: number): number {
  return descendants(pid).reduce((sum, child) => sum + residentMb(child), 0);
}

function descendants(pid: number): number[] {
  const tasks = readFolder(`${pid}/task`);
  const children = tasks.flatMap((task) => readProc(`${pid}/task/${task}/children`).split(' ').filter(Boolean));
  return children.flatMap((child) => [Number(child), ...descendants(Number(child))]);
}

/** A process may end at any moment; then there is nothing to read. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

function readFolder(path: string): string[] {
  try {
    return readdirSync(`/proc/${path}`);
  } catch {
    return [];
  }
}
