/** Where delays come from. Passed in, so that tests own them. */
export interface Timers {
  /** Calls back once, after `delayMs` at the earliest. Returns what prevents it; safe to call late and twice. */
  after(delayMs: number, callback: () => void): () => void;
  /** Calls back every `periodMs` until the returned function is called. */
  every(periodMs: number, callback: () => void): () => void;
}

/** Node's timers. They do not keep the process alive: what keeps it alive is the server. */
export const systemTimers: Timers = {
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs).unref();
    return () => clearTimeout(timer);
  },
  every(periodMs, callback) {
    const timer = setInterval(callback, periodMs).unref();
    return () => clearInterval(timer);
  },
};
