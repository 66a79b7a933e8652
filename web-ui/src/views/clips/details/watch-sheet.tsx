import { useSignal } from '@preact/signals';
import type { Clip } from '../../../../../daemon/protocol/clip.js';
import { Sheet } from '../../../parts/sheet.js';
import { t } from '../../../texts/texts.js';

/** A clip as this browser shows it: the original where it can, else its small copy, else what moves in the list. */
export function WatchSheet({ clip, onClose }: { clip: Clip; onClose(): void }) {
  return (
    <Sheet title={t('clips.watch-title', { name: clip.name })} onClose={onClose}>
      {clip.kind === 'video' ? <Film clip={clip} /> : <Picture clip={clip} />}
    </Sheet>
  );
}

function Film({ clip: { id, name, watching } }: { clip: Clip }) {
  const isRefused = useSignal(false);
  const copy = watching?.original === false ? watching.copy : undefined;
  const source = copy === undefined ? `/api/clips/${id}/original` : `/api/clips/${id}/watch.mp4?v=${copy.version}`;
  if (isRefused.value) return <CannotPlay />;
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody wrote captions for what people film.
    <video
      class="watch"
      src={source}
      poster={`/api/clips/${id}/poster.jpg`}
      aria-label={name}
      controls
      playsInline
      autoPlay
      preload="metadata"
      onError={() => {
        isRefused.value = true;
      }}
    />
  );
}

/** Photos of phones (HEIC) and documents are shown as the panel has them. */
function Picture({ clip: { id, name, preview } }: { clip: Clip }) {
  const isRefused = useSignal(false);
  const shown = preview === undefined ? 'poster.jpg' : `preview.${preview.format}?v=${preview.version}`;
  return (
    <img
      class="watch"
      src={isRefused.value ? `/api/clips/${id}/${shown}` : `/api/clips/${id}/original`}
      alt={name}
      onError={() => {
        isRefused.value = true;
      }}
    />
  );
}

function CannotPlay() {
  return (
    <div role="alert" class="cannot-play">
      <p>{t('clips.cannot-play')}</p>
      <p class="hint">{t('clips.copy-later')}</p>
    </div>
  );
}
