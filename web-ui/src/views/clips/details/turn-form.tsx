import type { Clip } from '../../../../../daemon/protocol/clip.js';
import { Field } from '../../../parts/field.js';
import { t } from '../../../texts/texts.js';
import { Choice } from './choice.js';
import type { Draft } from './draft.js';

const WAYS = ['once', 'time', 'loops'] as const;
const FIRST_TURNS = { once: {}, time: { durationMs: 10_000 }, loops: { loops: 2 } } as const;

/** How long a clip stays: once through, for a time, or several times. */
export function TurnForm({
  clip,
  draft: { turn },
  onEdit,
}: {
  clip: Clip;
  draft: Draft;
  onEdit(part: Partial<Draft>): void;
}) {
  const way: (typeof WAYS)[number] =
    turn.durationMs !== undefined ? 'time' : turn.loops !== undefined ? 'loops' : 'once';
  const isStill = clip.kind === 'still';
  const labels = {
    once: t(isStill ? 'clips.turn-once-still' : 'clips.turn-once'),
    time: t('clips.turn-time'),
    loops: t('clips.turn-loops'),
  };
  return (
    <fieldset class="detail">
      <legend>{t('clips.turn')}</legend>
      <Choice
        options={isStill ? WAYS.slice(0, 2) : WAYS}
        value={way}
        labelOf={(one) => labels[one]}
        onChoose={(one) => onEdit({ turn: FIRST_TURNS[one] })}
      />
      {turn.durationMs !== undefined && (
        <NumberField
          label={t('clips.turn-seconds')}
          value={turn.durationMs / 1000}
          min={0.1}
          max={86_400}
          step={0.1}
          onEdit={(seconds) => onEdit({ turn: { durationMs: Math.round(1000 * seconds) } })}
        />
      )}
      {way === 'loops' && (
        <NumberField
          label={t('clips.turn-count')}
          value={turn.loops ?? 1}
          min={1}
          max={10_000}
          step={1}
          onEdit={(loops) => onEdit({ turn: { loops: Math.round(loops) } })}
        />
      )}
      <p class="hint">{t('clips.turn-hint')}</p>
    </fieldset>
  );
}

interface NumberFieldProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onEdit(value: number): void;
}

function NumberField({ label, value, min, max, step, onEdit }: NumberFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          type="number"
          inputMode={step < 1 ? 'decimal' : 'numeric'}
          min={min}
          max={max}
          step={step}
          value={value}
          onChange={({ currentTarget }) => {
            const number = currentTarget.valueAsNumber;
            if (Number.isFinite(number)) onEdit(Math.min(max, Math.max(min, number)));
            else currentTarget.value = String(value);
          }}
        />
      )}
    </Field>
  );
}
