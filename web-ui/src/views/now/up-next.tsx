import { hashOf } from '../../app/route.js';
import { player, schedule } from '../../live/state.js';
import { ScheduleIcon, ShuffleIcon } from '../../parts/icons.js';
import { t } from '../../texts/texts.js';
import { describeNext } from './describe-next.js';

/** What comes next: the clip that follows, and what the schedule does. */
export function UpNext() {
  const { upNext, shuffle, now } = player.value ?? {};
  const event = scheduled();
  const isDrawn = shuffle === true && now?.clipId !== undefined;
  if (upNext === undefined && event === undefined && !isDrawn) return null;
  return (
    <ul class="up-next" aria-label={t('now.up-next')}>
      {upNext !== undefined && (
        <li>
          {upNext.clipId !== undefined && (
            <img src={`/api/clips/${upNext.clipId}/poster.jpg`} alt="" width={48} height={36} loading="lazy" />
          )}
          <span class="up-next-words">
            <span class="hint">{t('now.up-next')}</span>
            <span class="up-next-name">{upNext.name}</span>
          </span>
        </li>
      )}
      {isDrawn && (
        <li>
          <ShuffleIcon />
          <span class="hint">{t('now.drawn')}</span>
        </li>
      )}
      {event !== undefined && (
        <li>
          <ScheduleIcon />
          <a class="up-next-event" href={hashOf('schedule')} data-testid="next-event">
            {event}
          </a>
        </li>
      )}
    </ul>
  );
}

/** Undefined where the schedule has nothing to do, or does not believe the clock. */
function scheduled(): string | undefined {
  const { clock, next, timeZone } = schedule.value ?? {};
  if (!clock?.trusted || next === undefined || timeZone === undefined) return undefined;
  return describeNext(next, timeZone, Date.now());
}
