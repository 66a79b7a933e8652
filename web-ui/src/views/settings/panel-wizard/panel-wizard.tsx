import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { command } from '../../../live/actions.js';
import { panel, player } from '../../../live/state.js';
import { ErrorState } from '../../../parts/error-state.js';
import { PowerIcon } from '../../../parts/icons.js';
import { showOverlay } from '../../../parts/overlays.js';
import { Sheet } from '../../../parts/sheet.js';
import { Spinner } from '../../../parts/spinner.js';
import { toastUndo } from '../../../parts/toasts.js';
import { t } from '../../../texts/texts.js';
import { questionsFor } from './answers.js';
import { GlassPicture } from './glass-picture.js';
import { QUESTION_BODIES } from './questions.js';
import { useTestPattern } from './use-test-pattern.js';
import './panel-wizard.css';

/** Opens what sets the panel up by questions about a test pattern that stands on it. */
export function openPanelWizard(): void {
  showOverlay((close) => <PanelWizard onClose={close} />);
}

function PanelWizard({ onClose }: { onClose: () => void }) {
  const pattern = useTestPattern();
  const { shown, isBusy, problem, hasChanged, putBack, retry } = pattern;
  const newest = useSignal<number | undefined>(undefined);
  const step = useSignal(0);
  const { output = 'virtual' } = panel.value ?? {};
  // On glass the daemon's word is enough; the virtual panel is the picture here.
  const isThere = shown !== undefined && (output !== 'virtual' || isReached(newest.value, shown.sequence));
  const questions = questionsFor(output);
  const question = questions[step.value];
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone: without this a screen reader would be at the top of the page.
  useEffect(() => heading.current?.focus(), [step.value, isThere]);
  const leave = () => {
    onClose();
    if (hasChanged) toastUndo(t('settings.wizard-kept'), putBack);
  };
  return (
    <Sheet title={t('settings.wizard')} onClose={leave}>
      <div class="wizard" aria-busy={isBusy}>
        <GlassPicture isVirtual={output === 'virtual'} newest={newest} />
        {player.value?.blank && <DarkNote />}
        <div role="status">
          {problem !== undefined && shown !== undefined && <p class="field-error">{problem}</p>}
          {isBusy && isThere && <p class="hint">{t('settings.wizard-changing')}</p>}
        </div>
        {shown === undefined && !isBusy ? (
          <PatternMissing {...{ problem, onRetry: retry, onPutBack: hasChanged ? putBack : undefined }} />
        ) : !isThere ? (
          <Spinner label={t('settings.wizard-drawing')} />
        ) : (
          <section class="wizard-step">
            <p class="hint">
              {question === undefined
                ? t('settings.wizard-last')
                : t('settings.wizard-step', { step: step.value + 1, count: questions.length })}
            </p>
            <h3 ref={heading} tabIndex={-1}>
              {t(`settings.ask-${question ?? 'done'}`)}
            </h3>
            {question === undefined ? (
              <Last
                {...{ isBusy, hasChanged, onKeep: onClose }}
                onPutBack={async () => (await putBack()) && onClose()}
              />
            ) : (
              QUESTION_BODIES[question]({ pattern, setup: shown.setup, onRight: () => void step.value++ })
            )}
            {step.value > 0 && (
              <button type="button" class="text-button" onClick={() => void step.value--}>
                {t('settings.wizard-back')}
              </button>
            )}
          </section>
        )}
      </div>
    </Sheet>
  );
}

interface PatternMissingProps {
  problem: string | undefined;
  onRetry(): unknown;
  /** Undefined: nothing was changed. */
  onPutBack: (() => unknown) | undefined;
}

/** In place of a question about what nobody sees; it may be an answer that has made it so. */
function PatternMissing({ problem = '', onRetry, onPutBack }: PatternMissingProps) {
  return (
    <div class="wizard-answers">
      <ErrorState title={t('settings.wizard-missing')} text={problem} onRetry={onRetry} />
      {onPutBack !== undefined && (
        <button type="button" class="button wide" onClick={onPutBack}>
          {t('settings.wizard-put-back')}
        </button>
      )}
    </div>
  );
}

interface LastProps {
  isBusy: boolean;
  hasChanged: boolean;
  onKeep(): void;
  onPutBack(): unknown;
}

function Last({ isBusy, hasChanged, onKeep, onPutBack }: LastProps) {
  return (
    <div class="wizard-answers">
      <button type="button" class="button primary wide" onClick={onKeep}>
        {t('settings.wizard-keep')}
      </button>
      {hasChanged && (
        <button type="button" class="button wide" disabled={isBusy} onClick={onPutBack}>
          {t('settings.wizard-put-back')}
        </button>
      )}
    </div>
  );
}

/** On dark glass nobody sees a pattern. */
function DarkNote() {
  return (
    <p class="banner">
      {t('now.panel-dark')}
      <button type="button" class="button soft" onClick={() => command({ type: 'blank', on: false })}>
        <PowerIcon />
        {t('now.turn-on')}
      </button>
    </p>
  );
}

/** Whether a frame, or one after it, has arrived; they are counted modulo 2^32. */
function isReached(newest: number | undefined, wanted: number): boolean {
  return newest !== undefined && ((newest - wanted) | 0) >= 0;
}
