const never = new Int32Array(new SharedArrayBuffer(4));

/** Blocks this thread for at least `ms` milliseconds without using the processor. */
export function blockThread(ms: number): void {
  Atomics.wait(never, 0, 0, ms);
}
