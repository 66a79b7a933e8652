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
  /** How the panel is set up now, and from which frame of the preview on that is seen; undefined while the pattern is not on the glass. */
  readonly shown: { readonly setup: PanelSetup; readonly sequence: number } | undefined;
  /** Something is asked for, and not there yet. */
  readonly isBusy: boolean;
  /** Why the last thing was not done. */
  readonly problem: string | undefined;
  /** Whether anything was changed since the pattern was first there, and not put back. */
  readonly hasChanged: boolean;
  /** Changes the configuration, and resolves with whether that holds on the glass. One at a time; never rejects. */
  change(changes: ConfigChanges): Promise<boolean>;
  /** Asks for it once more, where it did not come. */
  retry(): Promise<boolean>;
  /** Makes everything as it was. */
  putBack(): Promise<boolean>;
}

/** Keeps the test pattern on the glass while the component is there. */
export function useTestPattern(): StandingTestPattern {
  const shown = useSignal<StandingTestPattern['shown']>(undefined);
  const isBusy = useSignal(true);
  const problem = useSignal<string | undefined>(undefined);
  const hasChanged = useSignal(false);
  const before = useRef<ConfigBefore | undefined>(undefined);
  const renewal = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isGone = useRef(false);

  const show = async () => {
    clearTimeout(renewal.current);
    try {
      const { setup, sequence, hidesInMs } = await askFor(TestPatternView, 'POST', '/api/test-pattern');
      if (isGone.current) return hide();
      shown.value = { setup, sequence };
      clearTimeout(renewal.current);
      renewal.current = setTimeout(renew, hidesInMs / RENEWALS);
    } catch (error) {
      // Nobody is asked about what may not be there.
      shown.value = undefined;
      throw error;
    }
  };
  /** It stands already, so nobody has to wait. */
  const renew = () =>
    void show().catch((error) => {
      problem.value = problemText(error);
    });
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
    const wake = () => {
      if (document.visibilityState === 'visible') void (shown.peek() === undefined ? attempt(show) : renew());
    };
    document.addEventListener('visibilitychange', wake);
    return () => {
      isGone.current = true;
      clearTimeout(renewal.current);
      document.removeEventListener('visibilitychange', wake);
      void hide();
    };
  }, []);

  return {
    shown: shown.value,
    isBusy: isBusy.value,
    problem: problem.value,
    hasChanged: hasChanged.value,
    change,
    retry: () => attempt(show),
    putBack: async () => before.current === undefined || change(putBack(before.current), false),
  };
}

/** Where nothing answers, it goes by itself. */
async function hide(): Promise<void> {
  await ask('DELETE', '/api/test-pattern').catch(() => {});
}
