import { useEffect, useRef } from 'preact/hooks';
import { t } from '../texts/texts.js';
import { CloseIcon } from './icons.js';
import { dismissToast, type Toast, toasts } from './toasts.js';
import './toasts.css';

/** Time to read about 12 words at 200 a minute; and to decide, where there is something to decide. */
const STANDS_MS = 4000;
const STANDS_WITH_ACTION_MS = 8000;

/** Where toasts show. There is one for the whole page, always there, so that screen readers hear what comes. */
export function ToastList() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <ToastCard key={toast.key} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { text, kind, action } = toast;
  const hold = useLeaving(toast, action === undefined && kind === 'done' ? STANDS_MS : STANDS_WITH_ACTION_MS);
  return (
    <div class={`toast ${kind}`} {...hold}>
      <span class="toast-text">{text}</span>
      {action !== undefined && (
        <button
          type="button"
          class="toast-action"
          onClick={() => {
            dismissToast(toast);
            void action.run();
          }}
        >
          {action.label}
        </button>
      )}
      {kind === 'problem' && (
        <button type="button" class="icon-button" aria-label={t('frame.dismiss')} onClick={() => dismissToast(toast)}>
          <CloseIcon />
        </button>
      )}
    </div>
  );
}

/** Lets it go after a while; not while a pointer or the focus is on it (WCAG 2.2.1). */
function useLeaving(toast: Toast, standsMs: number) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const start = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => dismissToast(toast), standsMs);
  };
  const stop = () => clearTimeout(timer.current);
  useEffect(() => {
    start();
    return stop;
  }, []);
  return { onPointerEnter: stop, onPointerLeave: start, onFocusIn: stop, onFocusOut: start };
}
