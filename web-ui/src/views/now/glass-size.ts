import { signal } from '@preact/signals';
import './glass.css';

/** Screen pixels per CSS pixel: another one when the page is zoomed or its window moved to another screen. */
const pixelRatio = signal(devicePixelRatio);
addEventListener('resize', () => {
  pixelRatio.value = devicePixelRatio;
});

/** What glass.css is to know of a panel, as the style of its canvas. */
export function glassSize({ width, height }: { width: number; height: number }): Record<`--${string}`, number> {
  return { '--panel-columns': width, '--panel-rows': height, '--pixel-ratio': pixelRatio.value };
}
