import { schedule } from '../../live/state.js';
import { describeNext } from '../../texts/words.js';

/** What the schedule does next; nothing where it has nothing to do, or does not believe the clock. */
export function NextEvent() {
  const { clock, next, timeZone } = schedule.value ?? {};
  if (!clock?.trusted || next === undefined || timeZone === undefined) return null;
  return (
    <p class="hint next-event" data-testid="next-event">
      {describeNext(next, timeZone, Date.now())}
    </p>
  );
}
