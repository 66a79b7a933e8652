import { notices } from '../../live/state.js';
import { t } from '../../texts/texts.js';

/** What the daemon wants a person to know. */
export function NoticeList() {
  if (notices.value.length === 0) return null;
  return (
    <ul class="notices" aria-label={t('now.notices')}>
      {notices.value.map(([code, { level, message }]) => (
        <li key={code} class={`notice ${level}`}>
          {message}
        </li>
      ))}
    </ul>
  );
}
