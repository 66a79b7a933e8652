import type { Look } from '../../../../../daemon/protocol/look.js';
import { BackIcon, ForwardIcon } from '../../../parts/icons.js';
import { Slider } from '../../../parts/slider.js';
import { t } from '../../../texts/texts.js';
import { withMember } from './draft.js';
import { formatMoment } from './format-moment.js';
import type { SourceFacts } from './source-facts.js';
import { type Trim, trimOf, withEnd, withStart, withTrim } from './trim.js';

export interface TrimFormProps {
  look: Look;
  facts: SourceFacts;
  /** The moment to show; undefined: none in particular. */
  onScrub(atMs: number | undefined): void;
  onEdit(look: Look): void;
}

/** From where to where a clip is taken: two sliders for the way there, buttons for the last frame. */
export function TrimForm({ look, facts, onScrub, onEdit }: TrimFormProps) {
  const trim = trimOf(look, facts);
  const { durationMs, frameMs } = facts;
  const take = (next: Trim, shownMs: number) => {
    onScrub(shownMs);
    onEdit(withTrim(look, next, facts));
  };
  const start = (ms: number) => {
    const next = withStart(trim, ms, facts);
    take(next, next.startMs);
  };
  // The last frame that is seen, not the first that is not.
  const end = (ms: number) => {
    const next = withEnd(trim, ms, facts);
    take(next, Math.max(next.startMs, next.endMs - frameMs));
  };
  const isWhole = look.startMs === undefined && look.lengthMs === undefined;
  return (
    <fieldset class="detail">
      <legend>{t('clips.trim')}</legend>
      <Handle label={t('clips.trim-start')} ms={trim.startMs} facts={facts} onSet={start} />
      <Handle label={t('clips.trim-end')} ms={trim.endMs} facts={facts} onSet={end} />
      <div class="trim-words">
        <p class="hint">
          {t('clips.trim-length', { length: formatMoment(trim.endMs - trim.startMs), all: formatMoment(durationMs) })}
        </p>
        {!isWhole && (
          <button
            type="button"
            class="text-button"
            onClick={() => {
              onScrub(undefined);
              onEdit(withMember(withMember(look, 'startMs', undefined), 'lengthMs', undefined));
            }}
          >
            {t('clips.trim-all')}
          </button>
        )}
      </div>
    </fieldset>
  );
}

interface HandleProps {
  label: string;
  ms: number;
  facts: SourceFacts;
  onSet(ms: number): void;
}

function Handle({ label, ms, facts: { durationMs, frameMs }, onSet }: HandleProps) {
  return (
    <div class="trim-handle">
      <span class="trim-label">
        {label} <output>{formatMoment(ms)}</output>
      </span>
      <div class="trim-line">
        <button
          type="button"
          class="icon-button"
          aria-label={t('clips.trim-back', { what: label })}
          onClick={() => onSet(ms - frameMs)}
        >
          <BackIcon />
        </button>
        <Slider
          label={label}
          value={ms}
          min={0}
          max={durationMs}
          step={frameMs}
          valueText={formatMoment(ms)}
          onMove={onSet}
          onSet={onSet}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={t('clips.trim-on', { what: label })}
          onClick={() => onSet(ms + frameMs)}
        >
          <ForwardIcon />
        </button>
      </div>
    </div>
  );
}
