import { nextTask } from './next-task.js';

/** A window behind others is called visible, and may never be painted. */
const LONGEST_MS = 1000;

let resolveShown: () => void;
const shown = new Promise<void>((resolve) => {
  resolveShown = resolve;
});

/** To be called when there is more on the page than its HTML. */
export function firstLookIsThere(): void {
  resolveShown();
}

/** Resolves when the first look has been painted, or when nobody sees it: what is not needed for it can begin. */
export async function firstLookPainted(): Promise<void> {
  await shown;
  if (document.visibilityState === 'hidden') return;
  // Callbacks run before the repaint, the task after it.
  await new Promise((resolve) => {
    requestAnimationFrame(resolve);
    setTimeout(resolve, LONGEST_MS);
  });
  await nextTask();
}
