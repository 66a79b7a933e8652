import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Frames are counted when they are made, and can be shown a little later. */
const TRY_AGAIN_MS = 1500;
const MAX_TRIES = 5;

/** The first frame of a clip that is still being made; an empty place while there is none. */
export function JobPicture({ jobId }: { jobId: string }) {
  const attempt = useSignal(1);
  const isMissing = useSignal(false);
  useEffect(() => {
    if (!isMissing.value || attempt.value === MAX_TRIES) return;
    const timer = setTimeout(() => {
      attempt.value += 1;
      isMissing.value = false;
    }, TRY_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isMissing.value]);
  return (
    <span class="job-picture" aria-hidden="true">
      {!isMissing.value && (
        <img
          key={attempt.value}
          src={`/api/jobs/${jobId}/picture.bmp`}
          alt=""
          onError={() => {
            isMissing.value = true;
          }}
        />
      )}
    </span>
  );
}
