import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type PanelSetup, TestPatternView } from '../../../../../daemon/protocol/test-pattern.js';
import { ask, askFor } from '../../../live/api.js';
import { type ConfigChanges, changeConfig } from '../../../live/config.js';
import { problemText } from '../../../live/problem-text.js';
import { type ConfigBefore, putBack } from './answers.js';

/** Renewed so often that one request may be lost, and the next may be late. */
const RENEWALS = 3;

export interface StandingTestPattern {
  /** How the panel is set up now; undefined until it is known. */
  readonly setup: PanelSetup | undefined;
  readonly isBusy: boolean;
  /** Why the last thing was not done. */
  readonly problem: string | undefined;
  /** Whether anything was changed since the pattern was first there, and not put back. */
  readonly hasChanged: boolean;
  /** Changes the configuration, and resolves with whether that holds on the glass. One at a time; never rejects. */
  change(changes: ConfigChanges): Promise<boolean>;
  /** Makes everything as it was. */
  putBack(): Promise<boolean>;
}

/** Keeps the test pattern on the glass while the component is there. */
export function useTestPattern(): StandingTestPattern {
  const setup = useSignal<PanelSetup | undefined>(undefined);
  const isBusy = useSignal(true);
  const problem = useSignal<string | undefined>(undefined);
  const hasChanged = useSignal(false);
  const before = useRef<ConfigBefore | undefined>(undefined);
  const renewal = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isGone = useRef(false);

  const show = async () => {
    clearTimeout(renewal.current);
    const view = await askFor(TestPatternView, 'POST', '/api/test-pattern');
    if (isGone.current) return hide();
    setup.value = view.setup;
    clearTimeout(renewal.current);
    renewal.current = setTimeout(() => void attempt(show), view.hidesInMs / RENEWALS);
  };
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    isBusy.value = true;
    problem.value = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      problem.value = problemText(error);
      return false;
    } finally {
      isBusy.value = false;
    }
  };
  const change = (changes: ConfigChanges, changed = true) =>
    attempt(async () => {
      await changeConfig((view) => {
        before.current ??= view;
        return changes;
      });
      hasChanged.value = changed;
      await show();
    });

  useEffect(() => {
    void attempt(show);
    // Timers of a phone that was put aside stood still.
    const wake = () => document.visibilityState === 'visible' && void attempt(show);
    document.addEventListener('visibilitychange', wake);
    return () => {
      isGone.current = true;
      clearTimeout(renewal.current);
      document.removeEventListener('visibilitychange', wake);
      void hide();
    };
  }, []);

  return {
    setup: setup.value,
    isBusy: isBusy.value,
    problem: problem.value,
    hasChanged: hasChanged.value,
    change,
    putBack: async () => before.current === undefined || change(putBack(before.current), false),
  };
}

/** Where nothing answers, it goes by itself. */
async function hide(): Promise<void> {
  await ask('DELETE', '/api/test-pattern').catch(() => {});
}
