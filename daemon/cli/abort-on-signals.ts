/**
 * An AbortSignal that SIGINT and SIGTERM abort. A second one ends the process at once, for whoever will not wait.
 * Call `release` when there is nothing left to abort.
 */
export function abortOnSignals(): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', abort);
      process.off('SIGTERM', abort);
    },
  };
}
