import t from 'tap';
import { CronPattern } from '../../../daemon/schedule/cron-pattern.js';
import { describeCronProblem } from '../../../daemon/schedule/cron-words.js';
import { formatLocal } from '../../../daemon/schedule/local-time.js';

const NOW = Date.parse('2026-11-21T12:00:30Z');

function around(expression: string): [last: string | undefined, next: string | undefined] {
  const pattern = new CronPattern(expression);
  const [last, next] = [pattern.last(NOW), pattern.next(NOW)];
  return [last === undefined ? undefined : formatLocal(last), next === undefined ? undefined : formatLocal(next)];
}

t.test('what was due last and what is due next is found, however long ago and far away', (t) => {
  const cases: [string, string, string][] = [
    ['* * * * *', '2026-11-21T12:00:00', '2026-11-21T12:01:00'],
    ['*/15 * * * * *', '2026-11-21T12:00:30', '2026-11-21T12:00:45'],
    ['0 23 * * *', '2026-11-20T23:00:00', '2026-11-21T23:00:00'],
    ['30 6 * * mon-fri', '2026-11-20T06:30:00', '2026-11-23T06:30:00'],
    ['0 22-2 * * *', '2026-11-21T02:00:00', '2026-11-21T22:00:00'],
    ['0 0 1 1 *', '2026-01-01T00:00:00', '2027-01-01T00:00:00'],
    ['0 12 29 2 *', '2024-02-29T12:00:00', '2028-02-29T12:00:00'],
    ['0 12 29 2 mon', '2016-02-29T12:00:00', '2044-02-29T12:00:00'],
    ['0 0 L * *', '2026-10-31T00:00:00', '2026-11-30T00:00:00'],
    ['0 0 15W * *', '2026-11-16T00:00:00', '2026-12-15T00:00:00'],
    ['0 0 * * fri#2', '2026-11-13T00:00:00', '2026-12-11T00:00:00'],
    ['0 0 13 * fri', '2026-11-13T00:00:00', '2027-08-13T00:00:00'],
    ['@monthly', '2026-11-01T00:00:00', '2026-12-01T00:00:00'],
  ];
  for (const [expression, last, next] of cases) t.same(around(expression), [last, next], expression);
  t.end();
});

t.test('what never comes is never found, and not looked for long', (t) => {
  t.same(around('0 0 L-30 2 *'), [undefined, undefined]);
  t.end();
});

t.test('what is wrong with an expression is said by its field, and what the field may be', (t) => {
  const cases: [string, RegExp][] = [
    ['61 23 * * *', /^its minute "61" is not what it may be, 0 to 59: a number, a range/],
    ['0 25 * * *', /^its hour "25" .* 0 to 23/],
    ['0 0 0 * *', /^its day of the month "0" .* 1 to 31: .* L \(the last\)/],
    ['0 0 * okt *', /^its month "okt" .* 1 to 12 or jan to dec/],
    ['0 0 * * mo', /^its day of the week "mo" .* sun to sat/],
    ['0 0 0 0 0 0 0', /^it has 7 fields, and there are five: minute, hour, day of the month, month, day of the week/],
    ['daily', /^it has 1 field, /],
    ['', /^it has 0 fields, /],
    ['@reboot', /^@yearly, @monthly, @weekly, @daily and @hourly are the words that there are$/],
    ['0 0 30 2 *', /^no such month has a day 30$/],
    ['0 23 * * ü', /^fields are made of digits, letters and/],
    ['0-999999999 * * * *', /^999999999 is more than any field can be/],
  ];
  for (const [expression, words] of cases) {
    t.match(describeCronProblem(expression), words, expression);
    t.throws(() => new CronPattern(expression), {
      code: 'cron-invalid',
      message: /^The cron expression .* cannot be used: .*\.$/,
    });
  }
  t.equal(describeCronProblem('0 23 * * *'), undefined);
  t.end();
});
