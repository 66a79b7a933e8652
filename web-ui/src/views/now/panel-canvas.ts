import type { PreviewFrame } from '../../../../daemon/protocol/preview-frame.js';
import { link, onPreviewFrame } from '../../live/state.js';
import { expandRgb565 } from './rgb565.js';

/** Draws the newest frame with each repaint; frames in between are not drawn. Returns what ends it. */
export function drawFrames(canvas: HTMLCanvasElement): () => void {
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
  const stop = onPreviewFrame((frame) => {
    if (frame.width !== image.width || frame.height !== image.height) return;
    newest = frame;
    repaint ||= requestAnimationFrame(draw);
  });
  return () => {
    stop();
    cancelAnimationFrame(repaint);
  };
}

/** Asks for frames only while somebody can see them. Returns what ends it. */
export function watchWhileVisible(canvas: HTMLCanvasElement): () => void {
  let onScreen = true;
  const update = () => link.watch(onScreen && document.visibilityState === 'visible');
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
    link.watch(false);
  };
}
