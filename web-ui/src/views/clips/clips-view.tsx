import { useEffect } from 'preact/hooks';
import type { View, ViewProps } from '../../app/view.js';
import { can } from '../../live/access.js';
import { clips } from '../../live/state.js';
import { EmptyState } from '../../parts/empty-state.js';
import { ClipsIcon, SearchIcon } from '../../parts/icons.js';
import { ViewHeader } from '../../parts/view-header.js';
import { startUploads } from '../../sending/uploads.js';
import { loadProblemWords } from '../../texts/problem-words.js';
import { t } from '../../texts/texts.js';
import { AddFiles } from './add-files.js';
import { foundClips, isNarrowed, lookForAll } from './browsing.js';
import { ClipGrid } from './clip-grid.js';
import { ClipDetails } from './details/clip-details.js';
import { isSelecting, startSelecting, stopSelecting } from './selection.js';
import { SelectionBar } from './selection-bar.js';
import { Toolbar } from './toolbar.js';
import './clips.css';
import './sending.css';

export const clipsView: View = { Body: Clips };

startUploads();

/** The library; `#/clips/ID` looks at one clip in front of it. */
function Clips({ path: [id] }: ViewProps) {
  const isEmpty = clips.value.length === 0;
  useEffect(() => void loadProblemWords(), []);
  return (
    <>
      <ViewHeader title={t('clips.title')}>
        {!isEmpty && can('control') && (
          <button
            type="button"
            class="text-button"
            aria-pressed={isSelecting.value}
            onClick={() => (isSelecting.value ? stopSelecting() : startSelecting())}
          >
            {t(isSelecting.value ? 'clips.done' : 'clips.select')}
          </button>
        )}
      </ViewHeader>
      {can('upload') && <AddFiles />}
      {isEmpty ? (
        <EmptyState icon={<ClipsIcon />} title={t('clips.empty')} text={t('clips.empty-text')} />
      ) : (
        <>
          <Toolbar />
          <p class="clip-count hint" role="status">
            {t('clips.count', { count: foundClips.value.length })}
          </p>
          {foundClips.value.length === 0 && <NothingFound />}
          <ClipGrid clips={foundClips.value} />
        </>
      )}
      {isSelecting.value && <SelectionBar />}
      {id !== undefined && can('control') && <ClipDetails key={id} id={id} />}
    </>
  );
}

function NothingFound() {
  return (
    <EmptyState icon={<SearchIcon />} title={t('clips.none-found')} text={t('clips.none-found-text')}>
      {isNarrowed.value && (
        <button type="button" class="button soft" onClick={lookForAll}>
          {t('clips.show-all')}
        </button>
      )}
    </EmptyState>
  );
}
