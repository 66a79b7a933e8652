import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { panel } from '../../../live/state.js';
import { t } from '../../../texts/texts.js';
import { drawFrames, fitInto, watchWhileVisible } from '../../now/panel-canvas.js';

/** What is sent to the glass, live: how it should look there. The virtual panel is this picture. */
export function GlassPicture({ isVirtual }: { isVirtual: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, shape } = panel.value ?? { width: 0, height: 0, shape: 'rectangle' };
  useEffect(() => {
    if (canvas.current !== null) return drawFrames(canvas.current);
  }, [width, height]);
  useEffect(() => {
    if (canvas.current !== null) return watchWhileVisible(canvas.current);
  }, []);
  useLayoutEffect(() => {
    const stage = canvas.current?.parentElement?.parentElement;
    if (stage && canvas.current) return fitInto(stage, canvas.current, { width, height });
  }, [width, height]);
  return (
    <figure class="wizard-picture">
      <div class={`wizard-glass ${shape}`}>
        <canvas
          ref={canvas}
          data-testid="pattern"
          width={width}
          height={height}
          role="img"
          aria-label={t('settings.wizard-picture')}
        />
      </div>
      <figcaption class="hint">{t(isVirtual ? 'settings.wizard-virtual' : 'settings.wizard-should')}</figcaption>
    </figure>
  );
}
