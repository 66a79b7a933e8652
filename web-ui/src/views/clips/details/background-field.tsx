import { t } from '../../../texts/texts.js';
import { Choice } from './choice.js';

const WAYS = ['configured', 'colour', 'blur'] as const;

/** What stands beside a picture that does not fill the panel, and behind what is transparent. */
export function BackgroundField({
  background,
  onEdit,
}: {
  background: string | undefined;
  onEdit(background: string | undefined): void;
}) {
  const way: (typeof WAYS)[number] =
    background === undefined ? 'configured' : background === 'blur' ? 'blur' : 'colour';
  const values = { configured: undefined, colour: '#000000', blur: 'blur' };
  const labels = {
    configured: t('clips.as-configured'),
    colour: t('clips.background-colour'),
    blur: t('clips.background-blur'),
  };
  return (
    <fieldset class="detail">
      <legend>{t('clips.background')}</legend>
      <div class="with-colour">
        <Choice options={WAYS} value={way} labelOf={(one) => labels[one]} onChoose={(one) => onEdit(values[one])} />
        {way === 'colour' && (
          <input
            type="color"
            aria-label={t('clips.background-pick')}
            value={background}
            onInput={({ currentTarget }) => onEdit(currentTarget.value)}
          />
        )}
      </div>
    </fieldset>
  );
}
