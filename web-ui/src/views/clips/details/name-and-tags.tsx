import { distinctTags } from '../../../../../daemon/protocol/clip.js';
import { Field } from '../../../parts/field.js';
import { CloseIcon } from '../../../parts/icons.js';
import { t } from '../../../texts/texts.js';
import { NewTag } from '../selection-bar.js';
import type { Draft } from './draft.js';

/** What people call a clip, and the words they find it by. */
export function NameAndTags({ draft: { name, tags }, onEdit }: { draft: Draft; onEdit(part: Partial<Draft>): void }) {
  return (
    <>
      <Field label={t('clips.name')} error={name.trim() === '' ? t('clips.name-missing') : undefined}>
        {(control) => (
          <input
            {...control}
            value={name}
            maxLength={200}
            onInput={({ currentTarget }) => onEdit({ name: currentTarget.value })}
          />
        )}
      </Field>
      <fieldset class="detail">
        <legend>{t('clips.tag')}</legend>
        {tags.length > 0 && (
          <ul class="chips wrapped">
            {tags.map((tag) => (
              <li key={tag} class="chip removable">
                {tag}
                <button
                  type="button"
                  class="icon-button"
                  aria-label={t('clips.remove-tag', { tag })}
                  onClick={() => onEdit({ tags: tags.filter((other) => other !== tag) })}
                >
                  <CloseIcon />
                </button>
              </li>
            ))}
          </ul>
        )}
        <NewTag onAdd={(tag) => onEdit({ tags: distinctTags([...tags, tag]) })} />
        <p class="hint">{t('clips.tag-hint')}</p>
      </fieldset>
    </>
  );
}
