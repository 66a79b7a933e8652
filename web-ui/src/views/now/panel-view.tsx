import { useEffect, useRef } from 'preact/hooks';
import type { PreviewFrame } from '../../../../daemon/protocol/preview-frame.js';
import { link, onPreviewFrame, panel, player } from '../../live/state.js';
import { t } from '../../texts/texts.js';
import { panelScale } from './panel-scale.js';
import { expandRgb565 } from './rgb565.js';

/** The part of the window's height that the panel may take: below it the controls stay in sight, and on a phone the first clips. */
const HEIGHT_SHARE = 0.46;
const HEIGHT_SHARE_BESIDE_CLIPS = 0.62;
/** As in theme.css: from here on the clips stand beside the panel. */
const BESIDE_CLIPS = '(min-width: 860px)';

/** The glass, pixel for pixel. Asks for frames only while somebody can see it. */
export function PanelView() {
  const bezel = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, shape } = panel.value ?? { width: 0, height: 0, shape: 'rectangle' };
  const blank = player.value?.blank === true;
  const brightness = player.value?.brightness ?? 100;

  useEffect(() => {
    if (canvas.current !== null) return drawFrames(canvas.current);
  }, [width, height]);
  useEffect(() => {
    if (canvas.current !== null) return watchWhileVisible(canvas.current);
  }, []);
  useEffect(() => {
    const stage = bezel.current?.parentElement;
    if (stage && canvas.current) return fitInto(stage, canvas.current, { width, height });
  }, [width, height]);

  return (
    <div class={`bezel ${shape}${blank ? ' blank' : ''}`} ref={bezel}>
      <canvas
        ref={canvas}
        id="panel"
        data-testid="panel"
        width={width}
        height={height}
        style={{ filter: brightness < 100 ? `brightness(${dimmed(brightness)})` : undefined }}
        role="img"
        aria-label={t(blank ? 'now.panel-dark' : 'now.panel')}
      />
      {blank && <span class="blank-note">{t('now.panel-dark')}</span>}
    </div>
  );
}

/** How much of the picture's own light a dimmed panel leaves on the screen: never so little that nothing is to be seen. */
function dimmed(percent: number): number {
  return 0.25 + 0.75 * (percent / 100);
}

/** Draws the newest frame with each repaint; frames in between are not drawn. */
function drawFrames(canvas: HTMLCanvasElement): () => void {
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

function watchWhileVisible(canvas: HTMLCanvasElement): () => void {
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

/** Keeps the canvas as large as the stage has room for, in whole screen pixels per panel pixel. */
function fitInto(
  stage: HTMLElement,
  canvas: HTMLCanvasElement,
  panelSize: { width: number; height: number },
): () => void {
  const fit = () => {
    const frame = canvas.parentElement;
    const border = frame === null ? 0 : frame.offsetWidth - frame.clientWidth;
    const share = matchMedia(BESIDE_CLIPS).matches ? HEIGHT_SHARE_BESIDE_CLIPS : HEIGHT_SHARE;
    const room = { width: stage.clientWidth - border, height: innerHeight * share };
    const scale = panelScale(room, panelSize, devicePixelRatio);
    canvas.style.width = `${panelSize.width * scale}px`;
    canvas.style.height = `${panelSize.height * scale}px`;
  };
  const observer = new ResizeObserver(fit);
  observer.observe(stage);
  addEventListener('resize', fit);
  fit();
  return () => {
    observer.disconnect();
    removeEventListener('resize', fit);
  };
}
