import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Clip } from '../../../../../daemon/protocol/clip.js';
import type { Look } from '../../../../../daemon/protocol/look.js';
import { panel } from '../../../live/state.js';
import { t } from '../../../texts/texts.js';
import { BackgroundField } from './background-field.js';
import { Choice } from './choice.js';
import { type Draft, lookQuery, withMember } from './draft.js';
import { FocusField } from './focus-field.js';
import { LookPicture } from './look-picture.js';
import type { SourceFacts } from './source-facts.js';
import { TrimForm } from './trim-form.js';

const FITS = ['cover', 'contain', 'stretch'] as const;
const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;

export interface LookFormProps {
  clip: Clip;
  draft: Draft;
  facts: SourceFacts;
  onEdit(part: Partial<Draft>): void;
  /** Stands below the picture. */
  children: ComponentChildren;
}

/** How a clip looks on the panel: the picture of it, and what can be chosen. */
export function LookForm({ clip, draft: { look }, facts, onEdit, children }: LookFormProps) {
  /** The moment that somebody scrubs to; undefined: where the look begins. */
  const atMs = useSignal<number | undefined>(undefined);
  const set = <K extends keyof Look>(key: K, value: Look[K] | undefined) =>
    onEdit({ look: withMember(look, key, value) });
  const { shape = 'rectangle', width = 4, height = 3 } = panel.value ?? {};
  const address = `/api/clips/${clip.id}/look.bmp?${lookQuery(look, atMs.value)}`;
  const rotation = look.rotation ?? 0;
  return (
    <>
      <div class="look-place">
        <div class={`look-stage ${shape}`} style={{ '--panel-aspect': `${width} / ${height}` }}>
          <LookPicture class="look-picture" address={address} label={t('clips.preview-of', { name: clip.name })} />
        </div>
      </div>
      {children}
      {clip.kind !== 'still' && (
        <TrimForm
          look={look}
          facts={facts}
          onScrub={(moment) => {
            atMs.value = moment;
          }}
          onEdit={(changed) => onEdit({ look: changed })}
        />
      )}
      <fieldset class="detail">
        <legend>{t('clips.fit')}</legend>
        <Choice
          options={[undefined, ...FITS]}
          value={look.fit}
          labelOf={(fit) => (fit === undefined ? t('clips.as-configured') : t(`clips.fit-${fit}`))}
          onChoose={(fit) => set('fit', fit)}
        />
      </fieldset>
      {look.fit !== 'contain' && look.fit !== 'stretch' && (
        <FocusField
          clip={clip}
          look={look}
          aspect={facts.aspect}
          panelAspect={width / height}
          onEdit={(focus) => set('focus', focus)}
        />
      )}
      {look.fit !== 'cover' && look.fit !== 'stretch' && (
        <BackgroundField background={look.background} onEdit={(background) => set('background', background)} />
      )}
      <fieldset class="detail">
        <legend>{t('clips.rotation')}</legend>
        <Choice
          options={[0, 90, 180, 270] as const}
          value={rotation}
          labelOf={(degrees) => t('clips.degrees', { degrees })}
          onChoose={(degrees) => set('rotation', degrees === 0 ? undefined : degrees)}
        />
      </fieldset>
      {clip.kind !== 'still' && (
        <fieldset class="detail">
          <legend>{t('clips.speed')}</legend>
          <Choice
            options={SPEEDS}
            value={look.speed ?? 1}
            labelOf={(speed) => t('clips.speed-times', { speed })}
            onChoose={(speed) => set('speed', speed === 1 ? undefined : speed)}
          />
        </fieldset>
      )}
    </>
  );
}
