import type { Clip } from '../../../../daemon/protocol/clip.js';
import { CloseIcon, SearchIcon, SortIcon } from '../../parts/icons.js';
import { openMenu } from '../../parts/menu.js';
import { t } from '../../texts/texts.js';
import { allTags, look, query } from './browsing.js';
import { SORT_ORDERS } from './clip-search.js';

const KINDS: readonly Clip['kind'][] = ['video', 'animation', 'still'];

/** Search, sort and filter. */
export function Toolbar() {
  const { text, kind, tag, order } = query.value;
  const sort = ({ currentTarget }: { currentTarget: Element }) =>
    openMenu(
      t('clips.sort'),
      SORT_ORDERS.map((one) => ({
        label: t(`clips.sort-${one}`),
        isChosen: one === order,
        onSelect: () => look({ order: one }),
      })),
      currentTarget,
    );
  return (
    <search class="clip-tools">
      <div class="clip-search">
        <SearchIcon />
        <input
          type="search"
          value={text}
          placeholder={t('clips.search')}
          aria-label={t('clips.search')}
          enterkeyhint="search"
          onInput={({ currentTarget }) => look({ text: currentTarget.value })}
        />
        {text !== '' && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('clips.clear-search')}
            onClick={() => look({ text: '' })}
          >
            <CloseIcon />
          </button>
        )}
        <button
          type="button"
          class="icon-button"
          aria-label={`${t('clips.sort')}: ${t(`clips.sort-${order}`)}`}
          aria-haspopup="dialog"
          onClick={sort}
        >
          <SortIcon />
        </button>
      </div>
      <fieldset class="chips" aria-label={t('clips.filter')}>
        <Chip
          label={t('clips.kind-all')}
          isOn={kind === undefined && tag === undefined}
          onTap={() => look({ kind: undefined, tag: undefined })}
        />
        {KINDS.map((one) => (
          <Chip
            key={one}
            label={t(`clips.kind-${one}`)}
            isOn={kind === one}
            onTap={() => look({ kind: kind === one ? undefined : one })}
          />
        ))}
        {allTags.value.map((one) => (
          <Chip
            key={`#${one}`}
            label={`#${one}`}
            isOn={tag === one}
            onTap={() => look({ tag: tag === one ? undefined : one })}
          />
        ))}
      </fieldset>
    </search>
  );
}

export function Chip({ label, isOn, onTap }: { label: string; isOn: boolean; onTap(): void }) {
  return (
    <button type="button" class="chip" aria-pressed={isOn} onClick={onTap}>
      {label}
    </button>
  );
}
