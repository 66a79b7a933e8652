import { useLayoutEffect, useRef } from 'preact/hooks';
import { link, offlineSinceMs, state } from '../live/state.js';
import { ErrorState } from '../parts/error-state.js';
import { Spinner } from '../parts/spinner.js';
import { t } from '../texts/texts.js';
import { route } from './address.js';
import { Boundary } from './boundary.js';
import type { ViewName } from './route.js';
import { loadAgain, viewOf } from './views.js';

/** How far down each view was when it was left, in CSS pixels. */
const scrolled = new Map<ViewName, number>();

/** The view that the address names, or why it is not there. */
export function CurrentView() {
  const { view: name, path } = route.value;
  const loading = viewOf(name);
  const isThere = loading.stage === 'there' && state.value !== undefined;
  const main = useRef<HTMLElement>(null);
  useScrollOf(name, isThere);
  return (
    <main ref={main} class={`view view-${name}${offlineSinceMs.value === undefined ? '' : ' offline'}`} tabIndex={-1}>
      {loading.stage === 'failed' ? (
        <ErrorState title={t('frame.not-loaded')} text={t('frame.not-loaded-why')} onRetry={() => loadAgain(name)} />
      ) : state.value === undefined && offlineSinceMs.value !== undefined ? (
        <ErrorState
          title={t('frame.unreachable')}
          text={t('frame.not-loaded-why')}
          retryLabel={t('frame.try-now')}
          onRetry={() => link.retryNow()}
        />
      ) : loading.stage === 'loading' || state.value === undefined ? (
        <Spinner label={t('frame.connecting')} />
      ) : (
        <Boundary key={name}>
          <loading.view.Body path={path} />
        </Boundary>
      )}
    </main>
  );
}

/** Every view keeps its own place, as the tabs of a native app do. */
function useScrollOf(name: ViewName, isThere: boolean): void {
  useLayoutEffect(() => {
    if (!isThere) return;
    // Not before anything was ever scrolled: it has the browser lay the page out at once, and whoever waits for the first look waits for that, too.
    if (scrolled.size > 0) scrollTo({ top: scrolled.get(name) ?? 0, behavior: 'instant' });
    const note = () => scrolled.set(name, scrollY);
    addEventListener('scroll', note, { passive: true });
    return () => removeEventListener('scroll', note);
  }, [name, isThere]);
}
