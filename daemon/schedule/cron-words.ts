import { nodeCron } from './node-cron.js';

const NUMBERS = 'a number, a range (8-18), a list (8,12,18), a step (*/2) or *';

/** What a field may hold, by node-cron's name of it. */
const ACCEPTED: Readonly<Record<string, { name: string; accepts: string }>> = {
  second: { name: 'second', accepts: `0 to 59: ${NUMBERS}` },
  minute: { name: 'minute', accepts: `0 to 59: ${NUMBERS}` },
  hour: { name: 'hour', accepts: `0 to 23: ${NUMBERS}` },
  dayOfMonth: {
    name: 'day of the month',
    accepts: `1 to 31: ${NUMBERS}; or L (the last), L-3, 15W (nearest weekday), LW`,
  },
  month: { name: 'month', accepts: `1 to 12 or jan to dec: ${NUMBERS}` },
  dayOfWeek: {
    name: 'day of the week',
    accepts: `0 to 7 or sun to sat, 0 and 7 being Sunday: ${NUMBERS}; or 5#2 (second Friday), 5L`,
  },
};

const FIELD_ORDER = 'minute, hour, day of the month, month, day of the week';

/** What is wrong with a cron expression, and what would be accepted: the end of a sentence without its full stop. Undefined: nothing. */
export function describeCronProblem(expression: string): string | undefined {
  // node-cron writes ranges out before it looks at their bounds: 0-999999999 would take all memory.
  const [tooLong] = /\d{3,}/.exec(expression) ?? [];
  if (tooLong !== undefined) return `${tooLong} is more than any field can be; the largest number is 59`;
  const count = expression.trim().split(/\s+/).filter(Boolean).length;
  const isNickname = expression.trim().startsWith('@');
  if (!isNickname && count !== 5 && count !== 6) {
    return `it has ${count} ${count === 1 ? 'field' : 'fields'}, and there are five: ${FIELD_ORDER} (or six, with the second in front)`;
  }
  const { errors } = nodeCron().validateDetailed(expression);
  const [error] = errors;
  if (error === undefined) return undefined;
  const field = ACCEPTED[error.field];
  if (isNickname) return '@yearly, @monthly, @weekly, @daily and @hourly are the words that there are';
  if (field === undefined) return 'fields are made of digits, letters and * - , / # only';
  if (error.message.includes('impossible')) return `no such month has a day ${error.value}`;
  return `its ${field.name} "${error.value}" is not what it may be, ${field.accepts}`;
}
