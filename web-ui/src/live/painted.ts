/** Resolves when what is on the page by now has been painted, or when nobody sees it: what is not needed for that can begin. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === 'hidden') resolve();
    // Callbacks run before the repaint, the task after it.
    else requestAnimationFrame(() => setTimeout(resolve));
  });
}
