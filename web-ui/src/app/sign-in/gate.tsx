import { type Signal, signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { ErrorState } from '../../parts/error-state.js';
import { Spinner } from '../../parts/spinner.js';
import { loadTexts, t } from '../../texts/texts.js';

type Loaded = FunctionComponent | 'failed' | undefined;
const signIn: Signal<{ screen: Loaded }> = signal({ screen: undefined });

/** In place of everything, until somebody has signed in. Most visits never load it. */
export function Gate() {
  useEffect(() => {
    if (signIn.peek().screen === undefined) void load();
  }, []);
  const Screen = signIn.value.screen;
  if (Screen === undefined) return <Spinner label={t('frame.connecting')} />;
  if (Screen === 'failed')
    return <ErrorState title={t('frame.not-loaded')} text={t('frame.not-loaded-why')} onRetry={() => void load()} />;
  return <Screen />;
}

async function load(): Promise<void> {
  signIn.value = { screen: undefined };
  try {
    const [{ SignInScreen }] = await Promise.all([import('./sign-in-screen.js'), loadTexts('sign-in')]);
    signIn.value = { screen: SignInScreen };
  } catch {
    signIn.value = { screen: 'failed' };
  }
}
