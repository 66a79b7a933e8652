import type { Clip } from '../../../../daemon/protocol/clip.js';

/** A clip's poster; while somebody looks at it more closely, its small animation. */
export function ClipPicture({ clip: { id, preview }, isMoving }: { clip: Clip; isMoving: boolean }) {
  return (
    <span class="clip-picture">
      <img src={`/api/clips/${id}/poster.jpg`} alt="" decoding="async" draggable={false} />
      {isMoving && preview !== undefined && (
        <img
          class="moving"
          src={`/api/clips/${id}/preview.${preview.format}?v=${preview.version}`}
          alt=""
          decoding="async"
          draggable={false}
        />
      )}
    </span>
  );
}
