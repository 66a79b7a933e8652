/** Resolves in a task of its own: what the browser has to do by then, for a finger before all, it does in between. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
