import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { can } from '../../live/access.js';
import { command } from '../../live/actions.js';
import { offlineSinceMs, panel, player } from '../../live/state.js';
import { NextIcon, PauseIcon, PlayIcon, PreviousIcon } from '../../parts/icons.js';
import { t } from '../../texts/texts.js';
import { glassSize } from './glass-size.js';
import { drawFrames, watchWhileVisible } from './panel-canvas.js';
import { openPanelMenu } from './panel-menu.js';
import { togglePaused } from './transport.js';
import { usePanelGestures } from './use-panel-gestures.js';

/** What a gesture has just done, as a picture on the panel. */
type Echo = 'play' | 'pause' | 'next' | 'previous';
const ECHOES = { play: PlayIcon, pause: PauseIcon, next: NextIcon, previous: PreviousIcon };

/** The glass, pixel for pixel. A tap pauses, a swipe goes on or back, a held press opens the menu. */
export function PanelView() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const echo = useSignal<{ what: Echo; key: number } | undefined>(undefined);
  const isDrawn = useSignal(false);
  const { width, height, shape } = panel.value ?? { width: 0, height: 0, shape: 'rectangle' };
  const { blank = false, brightness = 100 } = player.value ?? {};

  const show = (what: Echo) => {
    echo.value = { what, key: (echo.peek()?.key ?? 0) + 1 };
  };
  const bezel = usePanelGestures((gesture) => {
    if (gesture === 'hold') return openPanelMenu();
    if (!can('control')) return;
    if (gesture === 'tap') show(togglePaused() ? 'pause' : 'play');
    else {
      const type = gesture === 'swipe-left' ? 'next' : 'previous';
      show(type);
      void command({ type });
    }
  });

  useEffect(() => {
    if (canvas.current === null) return;
    return drawFrames(canvas.current, () => {
      isDrawn.value = true;
    });
  }, [width, height]);
  useEffect(() => {
    if (canvas.current !== null) return watchWhileVisible(canvas.current);
  }, []);

  const Picture = echo.value && ECHOES[echo.value.what];
  return (
    <div class={`bezel ${shape}${blank ? ' blank' : ''}`} ref={bezel}>
      <canvas
        ref={canvas}
        id="panel"
        class="glass"
        data-testid="panel"
        width={width}
        height={height}
        style={{
          ...glassSize({ width, height }),
          filter: brightness < 100 ? `brightness(${dimmed(brightness)})` : undefined,
        }}
        role="img"
        aria-label={t(blank ? 'now.panel-dark' : 'now.panel')}
      />
      {!isDrawn.value && !blank && offlineSinceMs.value === undefined && (
        <span class="glass-waits">
          <span class="spinner" />
        </span>
      )}
      {blank && <span class="blank-note">{t('now.panel-dark')}</span>}
      {Picture && (
        <span key={echo.value?.key} class="echo">
          <Picture />
        </span>
      )}
    </div>
  );
}

/** How much of the picture's own light a dimmed panel leaves on the screen: never so little that nothing is to be seen. */
function dimmed(percent: number): number {
  return 0.25 + 0.75 * (percent / 100);
}
