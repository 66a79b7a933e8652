import { problem } from './api.js';
import { CloseIcon } from './icons.js';
import { link, notices, offlineSinceMs } from './state.js';

/** Since when the daemon does not answer. */
export function OfflineBanner() {
  const sinceMs = offlineSinceMs.value;
  if (sinceMs === undefined) return null;
  const since = new Date(sinceMs).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return (
    <div class="banner warning" role="status">
      <span>Offline since {since}. Trying to connect again…</span>
      <button type="button" class="text" onClick={() => link.retryNow()}>
        Try now
      </button>
    </div>
  );
}

/** What went wrong with the last tap. */
export function ProblemBanner() {
  return (
    <div class="banner error" role="alert">
      <span>{problem.value}</span>
      <button
        type="button"
        class="text icon-only"
        aria-label="Dismiss"
        onClick={() => {
          problem.value = undefined;
        }}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

/** What the daemon wants a person to know. */
export function NoticeList() {
  if (notices.value.length === 0) return null;
  return (
    <ul class="notices" aria-label="Notices">
      {notices.value.map(([code, { level, message }]) => (
        <li key={code} class={`banner notice ${level}`}>
          {message}
        </li>
      ))}
    </ul>
  );
}
