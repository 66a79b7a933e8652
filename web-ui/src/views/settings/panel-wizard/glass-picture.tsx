import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { panel } from '../../../live/state.js';
import { t } from '../../../texts/texts.js';
import { glassSize } from '../../now/glass-size.js';
import { drawFrames, watchWhileVisible } from '../../now/panel-canvas.js';

export interface GlassPictureProps {
  isVirtual: boolean;
  /** Is given the sequence of the newest frame that is shown here. */
  newest: Signal<number | undefined>;
}

/** What is sent to the glass, live: how it should look there. The virtual panel is this picture. */
export function GlassPicture({ isVirtual, newest }: GlassPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, shape } = panel.value ?? { width: 0, height: 0, shape: 'rectangle' };
  useEffect(() => {
    newest.value = undefined;
    if (canvas.current === null) return;
    return drawFrames(canvas.current, (sequence) => {
      newest.value = sequence;
    });
  }, [width, height]);
  useEffect(() => {
    if (canvas.current !== null) return watchWhileVisible(canvas.current);
  }, []);
  return (
    <figure class="wizard-picture glass-room">
      <div class={`wizard-glass ${shape}`}>
        <canvas
          ref={canvas}
          class="glass"
          data-testid="pattern"
          width={width}
          height={height}
          style={glassSize({ width, height })}
          role="img"
          aria-label={t('settings.wizard-picture')}
        />
      </div>
      <figcaption class="hint">{t(isVirtual ? 'settings.wizard-virtual' : 'settings.wizard-should')}</figcaption>
    </figure>
  );
}
