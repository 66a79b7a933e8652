import type { PreviewFrame } from '../../../../daemon/protocol/preview-frame.js';
import { onPreviewFrame, watchPreview } from '../../live/state.js';
import { expandRgb565 } from './rgb565.js';

/** The newest frame that came where the canvas was of another size: the state that says the new one comes later, and a still is sent once. */
let early: PreviewFrame | undefined;

/**
 * Draws the newest frame with each repaint; frames in between are not drawn. Returns what ends it.
 *
 * @param onFrame is told which frame comes next.
 */
export function drawFrames(canvas: HTMLCanvasElement, onFrame?: (sequence: number) => void): () => void {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null || canvas.width === 0 || canvas.height === 0) return () => {};
  const image = context.createImageData(canvas.width, canvas.height);
  const words = new Uint32Array(image.data.buffer);
  let newest: PreviewFrame | undefined;
  let repaint = 0;
  const draw = () => {
    repaint = 0;
    if (newest === undefined) return;
    expandRgb565(newest.pixels, words);
    context.putImageData(image, 0, 0);
    canvas.setAttribute('data-sequence', String(newest.sequence));
  };
  const take = (frame: PreviewFrame) => {
    const fits = frame.width === image.width && frame.height === image.height;
    early = fits ? undefined : frame;
    if (!fits) return;
    newest = frame;
    onFrame?.(frame.sequence);
    repaint ||= requestAnimationFrame(draw);
  };
  if (early !== undefined) take(early);
  const stop = onPreviewFrame(take);
  return () => {
    stop();
    cancelAnimationFrame(repaint);
  };
}

/** Asks for frames only while somebody can see them. Returns what ends it. */
export function watchWhileVisible(canvas: HTMLCanvasElement): () => void {
  let onScreen = true;
  const update = () => watchPreview(onScreen && document.visibilityState === 'visible');
  const observer = new IntersectionObserver(([entry]) => {
    onScreen = entry?.isIntersecting ?? onScreen;
    update();
  });
  observer.observe(canvas);
  document.addEventListener('visibilitychange', update);
  update();
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', update);
    watchPreview(false);
  };
}
