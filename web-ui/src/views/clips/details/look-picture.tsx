import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { NewestWins } from '../../../live/newest-wins.js';
import { problemText } from '../../../live/problem-text.js';
import { t } from '../../../texts/texts.js';
import { loadPicture } from './load-picture.js';

/** A picture that follows its address, and says nothing where it has no label: the newest wins, and the one before stands until it is there. */
export function LookPicture({ address, label, class: className }: { address: string; label?: string; class: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const failure = useSignal<string | undefined>(undefined);
  const pictures = useRef<NewestWins<string> | undefined>(undefined);
  useEffect(() => {
    const gone = new AbortController();
    pictures.current = new NewestWins(async (wanted) => {
      try {
        const picture = await loadPicture(wanted, gone.signal);
        failure.value = undefined;
        draw(canvas.current, picture);
        // For whoever waits for it.
        canvas.current?.setAttribute('data-shown', wanted.slice(wanted.indexOf('?') + 1));
      } catch (error) {
        if (!gone.signal.aborted)
          failure.value = error instanceof Error ? problemText(error) : t('clips.preview-failed');
      }
    });
    return () => gone.abort();
  }, []);
  useEffect(() => void pictures.current?.push(address), [address]);
  return (
    <>
      <canvas
        ref={canvas}
        class={className}
        role={label === undefined ? undefined : 'img'}
        aria-label={label}
        aria-hidden={label === undefined}
        width={4}
        height={3}
      />
      {failure.value !== undefined && (
        <p class="look-failure" role="alert">
          {failure.value}
        </p>
      )}
    </>
  );
}

function draw(canvas: HTMLCanvasElement | null, picture: ImageBitmap): void {
  if (canvas === null) return;
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
}
