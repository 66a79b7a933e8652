import { useSignal } from '@preact/signals';
import type { Clip } from '../../../../daemon/protocol/clip.js';
import { attempt, command } from '../../live/actions.js';
import { ask } from '../../live/api.js';
import { clips, player } from '../../live/state.js';
import { DeleteIcon } from '../../parts/icons.js';
import { describeClip } from '../../texts/words.js';
import { ClipPicture } from './clip-picture.js';
import { useCloserLook } from './closer-look.js';

/** The library: tap a clip to play it. */
export function ClipList() {
  if (clips.value.length === 0) {
    return (
      <p class="empty hint">The library is empty. Send a video, an animation or a photo, and it plays on the panel.</p>
    );
  }
  return (
    <ul class="clips" aria-label="Clips">
      {clips.value.map((clip) => (
        <ClipRow key={clip.id} clip={clip} playing={player.value?.now?.clipId === clip.id} />
      ))}
    </ul>
  );
}

function ClipRow({ clip, playing }: { clip: Clip; playing: boolean }) {
  const asking = useSignal(false);
  const { isLooking, handlers } = useCloserLook();
  const { id, name } = clip;
  return (
    <li class={playing ? 'clip playing' : 'clip'}>
      <button
        type="button"
        class="clip-play"
        aria-label={`Play ${name}`}
        aria-current={playing}
        onClick={() => command({ type: 'select', clipId: id })}
        {...handlers}
      >
        <ClipPicture clip={clip} isMoving={isLooking} />
        <span class="clip-text">
          <span class="name">{name}</span>
          <span class="hint">{playing ? 'On the panel now' : describeClip(clip)}</span>
        </span>
      </button>
      {asking.value ? (
        <fieldset class="confirm" aria-label={`Delete ${name}?`}>
          <button type="button" class="button danger" onClick={() => attempt(ask('DELETE', `/api/clips/${id}`))}>
            Delete
          </button>
          <button
            type="button"
            class="text-button"
            ref={(keep) => keep?.focus()}
            onClick={() => {
              asking.value = false;
            }}
          >
            Keep
          </button>
        </fieldset>
      ) : (
        <button
          type="button"
          class="icon-button"
          aria-label={`Delete ${name}`}
          onClick={() => {
            asking.value = true;
          }}
        >
          <DeleteIcon />
        </button>
      )}
    </li>
  );
}
