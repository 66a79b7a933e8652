import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { offlineSinceMs, onPreviewFrame, panel, player, state } from '../../live/state.js';
import { t } from '../../texts/texts.js';
import { FrameRate, slowPreview } from './frame-rate.js';

/** The panel's size and frame rate; and that of the preview, where the line does not carry all of it. */
export function PanelCaption() {
  const previewFps = usePreviewRate();
  const { width = 0, height = 0 } = panel.value ?? {};
  const { stats, paused = false } = player.value ?? {};
  const fps = Math.round(stats?.fps ?? 0);
  // What stands in front of what plays stands still.
  const isCompared = previewFps !== undefined && state.value?.screen === undefined;
  const slow = isCompared ? slowPreview(fps, previewFps) : undefined;
  return (
    <p class="panel-caption hint">
      <span class="panel-facts">
        {/* Width first, also where people read from right to left. */}
        <span dir="ltr">
          {width} × {height}
        </span>
        {offlineSinceMs.value === undefined && (
          <span class="panel-rate"> · {paused ? t('now.paused') : t('now.fps', { fps })}</span>
        )}
        {offlineSinceMs.value === undefined && !paused && slow !== undefined && (
          <span class="preview-rate"> · {t('now.preview-fps', { fps: slow })}</span>
        )}
      </span>
    </p>
  );
}

/** Frames that came in the last second; undefined in the first two, in which they only begin to. */
function usePreviewRate(): number | undefined {
  const rate = useSignal<number | undefined>(undefined);
  useEffect(() => {
    const frames = new FrameRate();
    let seconds = 0;
    const stop = onPreviewFrame(() => frames.add(performance.now()));
    const timer = setInterval(() => {
      seconds += 1;
      if (seconds > 2) rate.value = frames.perSecond(performance.now());
    }, 1000);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, []);
  return rate.value;
}
