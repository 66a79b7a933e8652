import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { PanelSetup } from '../../../../../daemon/protocol/test-pattern.js';
import { ArrowIcon } from '../../../parts/icons.js';
import { t } from '../../../texts/texts.js';
import {
  canMove,
  DIRECTIONS,
  type Direction,
  mendColours,
  mirror,
  moveTo,
  nudge,
  type Question,
  SEEN_COLOURS,
  turnUp,
} from './answers.js';
import type { StandingTestPattern } from './use-test-pattern.js';

export interface QuestionProps {
  pattern: StandingTestPattern;
  setup: PanelSetup;
  /** This is as it should be. */
  onRight(): void;
}

/** Each is asked again after an answer has changed something, until the answer is that it is right. */
export const QUESTION_BODIES: Readonly<Record<Question, (props: QuestionProps) => ComponentChildren>> = {
  letters: (props) => <Letters {...props} />,
  arrow: (props) => <Arrow {...props} />,
  colours: (props) => <Colours {...props} />,
  border: (props) => <Border {...props} />,
};

function Letters({ pattern: { isBusy, change }, setup, onRight }: QuestionProps) {
  return (
    <div class="wizard-answers">
      <Answer isBusy={isBusy} isRight onChoose={onRight}>
        {t('settings.letters-right')}
      </Answer>
      <Answer isBusy={isBusy} onChoose={() => change(mirror(setup))}>
        <span class="wizard-mirrored" aria-hidden="true">
          UP
        </span>
        {t('settings.letters-mirrored')}
      </Answer>
    </div>
  );
}

function Arrow({ pattern: { isBusy, change }, setup, onRight }: QuestionProps) {
  return (
    <div class="wizard-answers">
      {DIRECTIONS.map((direction) => (
        <Answer
          key={direction}
          isBusy={isBusy}
          isRight={direction === 'up'}
          onChoose={() => (direction === 'up' ? onRight() : void change(turnUp(setup, direction)))}
        >
          <ArrowIcon to={direction} />
          {t(`settings.arrow-${direction}`)}
        </Answer>
      ))}
    </div>
  );
}

function Colours({ pattern: { isBusy, change }, setup, onRight }: QuestionProps) {
  return (
    <div class="wizard-answers">
      {SEEN_COLOURS.map((seen) => (
        <Answer
          key={seen}
          isBusy={isBusy}
          isRight={seen === 'red'}
          onChoose={() => (seen === 'red' ? onRight() : void change(mendColours(setup, seen)))}
        >
          <span class={`wizard-swatch ${seen}`} aria-hidden="true">
            R
          </span>
          {t(`settings.colour-${seen}`)}
        </Answer>
      ))}
    </div>
  );
}

function Border({ pattern: { isBusy, change }, setup, onRight }: QuestionProps) {
  const isMoving = useSignal(false);
  const arrowTo = (direction: Direction) => {
    const offset = nudge(setup, direction);
    return (
      <button
        key={direction}
        type="button"
        class={`icon-button wizard-nudge ${direction}`}
        aria-label={t(`settings.move-${direction}`)}
        disabled={isBusy || offset === undefined}
        onClick={() => offset && change(moveTo(offset))}
      >
        <ArrowIcon to={direction} />
      </button>
    );
  };
  return (
    <div class="wizard-answers">
      <Answer isBusy={isBusy} isRight onChoose={onRight}>
        {t('settings.border-right')}
      </Answer>
      {!isMoving.value ? (
        <Answer
          isBusy={isBusy}
          onChoose={() => {
            isMoving.value = true;
          }}
        >
          {t('settings.border-missing')}
        </Answer>
      ) : canMove(setup) ? (
        <>
          <p class="hint">{t('settings.border-how')}</p>
          <div class="wizard-nudges">
            {(['up', 'left', 'right', 'down'] as const).map(arrowTo)}
            <span class="wizard-offset">
              {setup.offset.x}, {setup.offset.y}
            </span>
          </div>
        </>
      ) : (
        <p class="hint">{t('settings.border-fixed')}</p>
      )}
    </div>
  );
}

interface AnswerProps {
  isBusy: boolean;
  /** Nothing has to be changed. */
  isRight?: boolean;
  onChoose(): unknown;
  children: ComponentChildren;
}

function Answer({ isBusy, isRight, onChoose, children }: AnswerProps) {
  return (
    <button type="button" class={`button wide ${isRight ? 'soft' : ''}`} disabled={isBusy} onClick={onChoose}>
      {children}
    </button>
  );
}
