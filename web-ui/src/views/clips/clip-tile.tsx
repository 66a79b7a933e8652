import type { Clip } from '../../../../daemon/protocol/clip.js';
import { goTo } from '../../app/address.js';
import { can } from '../../live/access.js';
import { command } from '../../live/actions.js';
import { CheckIcon, MoreIcon } from '../../parts/icons.js';
import { problemWords } from '../../texts/problem-words.js';
import { t } from '../../texts/texts.js';
import { ClipPicture } from './clip-picture.js';
import { useCloserLook } from './closer-look.js';
import { describeClip } from './describe-clip.js';
import { toggleSelected } from './selection.js';

export interface ClipTileProps {
  clip: Clip;
  /** Of all that show, from 0. */
  index: number;
  count: number;
  /** Where it lies in the grid. */
  place: Readonly<Record<string, string>>;
  isPlaying: boolean;
  /** Undefined: nothing is being selected. */
  isSelected: boolean | undefined;
}

/** A clip in the grid: a tap plays it, a held finger or the mouse makes it move, and while clips are selected a tap selects it. */
export function ClipTile({ clip, index, count, place, isPlaying, isSelected }: ClipTileProps) {
  const { isLooking, handlers } = useCloserLook();
  const { id, name } = clip;
  const line = isPlaying ? t('clips.on-panel') : clip.problem ? problemWords(clip.problem) : describeClip(clip);
  const mayControl = can('control');
  const isSelecting = isSelected !== undefined;
  const state = `${isPlaying ? ' playing' : ''}${isSelected ? ' selected' : ''}`;
  return (
    <li class={`clip${state}`} style={place} aria-setsize={count} aria-posinset={index + 1}>
      <button
        type="button"
        class="clip-play"
        data-index={index}
        title={name}
        aria-label={`${t(isSelecting ? 'clips.select-clip' : 'clips.play', { name })} ${line}`}
        aria-current={!isSelecting && isPlaying ? 'true' : undefined}
        aria-pressed={isSelected}
        disabled={!mayControl}
        onClick={() => (isSelecting ? toggleSelected(id) : void command({ type: 'select', clipId: id }))}
        {...handlers}
      >
        <ClipPicture clip={clip} isMoving={isLooking} />
        <span class="clip-text">
          <span class="name">{name}</span>{' '}
          <span class={clip.problem === undefined ? 'hint' : 'hint problem'}>{line}</span>
        </span>
        {isSelecting && <span class="clip-check">{isSelected && <CheckIcon />}</span>}
      </button>
      {!isSelecting && mayControl && (
        <button
          type="button"
          class="icon-button clip-more"
          aria-label={t('clips.details', { name })}
          onClick={() => goTo('clips', id)}
        >
          <MoreIcon />
        </button>
      )}
    </li>
  );
}
