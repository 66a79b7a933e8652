import fc from 'fast-check';
import t from 'tap';
import { readAction } from '../../../../daemon/schedule/action-words.js';
import { readDays as daemonReadsDays } from '../../../../daemon/schedule/time-words.js';
import { importPageModule } from '../../page-module.js';

const { placeOf, readDays, writeAction, writeDays } =
  await importPageModule<typeof import('../../../../web-ui/src/views/schedule/entry.js')>('views/schedule/entry.ts');
const { entryOf, formOf } =
  await importPageModule<typeof import('../../../../web-ui/src/views/schedule/entry-form.js')>(
    'views/schedule/entry-form.ts',
  );

const days = (words: string) => [...words].map((letter) => letter === '1');

t.test('days are read as the configuration may have them', (t) => {
  t.same(readDays(undefined), days('1111111'));
  t.same(readDays('mon-fri'), days('1111100'));
  t.same(readDays('weekend'), days('0000011'));
  t.same(readDays('Fri-Mon'), days('1000111'), 'over the end of the week');
  t.same(readDays('mon, wed'), days('1010000'));
  t.equal(readDays('fri#2'), undefined, 'no row of seven can show it');
  t.end();
});

t.test('days that were written are understood by the page and by the daemon', (t) => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), (chosen) => {
      fc.pre(chosen.includes(true));
      const words = writeDays(chosen);
      t.same(readDays(words), chosen);
      t.ok(words === undefined || daemonReadsDays(words).ok, words ?? 'every day');
    }),
  );
  t.end();
});

t.test('what an entry does is written as the daemon reads it', (t) => {
  for (const text of [
    'display on',
    'play',
    'play Late night',
    'brightness 30',
    'brightness 30 fade 60',
    'next',
    'reload',
  ]) {
    const action = readAction(text);
    t.equal(action.ok && writeAction(action.value), text);
  }
  t.end();
});

t.test('an entry is found by what it says', (t) => {
  const entries = [
    { at: '7:00', do: 'display on' },
    { at: '23:00', do: 'display off', enabled: true },
  ];
  t.equal(placeOf(entries, { at: '23:00', do: 'display off' }), 1, 'enabled is what holds anyway');
  t.equal(placeOf(entries, { at: '23:00', do: 'display off', enabled: false }), -1);
  t.end();
});

t.test('what is filled in becomes the entry that it was made of', (t) => {
  const entry = { name: 'Dim', at: '07:30', days: 'mon-fri', do: 'brightness 30 fade 60', enabled: false };
  t.same(entryOf(formOf(entry, { type: 'brightness', percent: 30, fadeMs: 60_000 }), false), entry);
  const cron = { cron: '0 0 13 * fri', do: 'next', enabled: true };
  t.same(entryOf(formOf(cron, { type: 'next' }), true), cron);
  t.end();
});

t.test('what cannot be is no entry', (t) => {
  const form = formOf({ at: '7:00', do: 'display on' }, { type: 'display', on: true });
  t.equal(form.at, '07:00', 'as a time field takes it');
  t.equal(entryOf({ ...form, days: days('0000000') }, true), undefined);
  t.equal(entryOf({ ...form, at: '' }, true), undefined);
  t.equal(entryOf({ ...form, isCron: true, cron: ' ' }, true), undefined);
  t.equal(entryOf({ ...form, what: 'brightness', percent: '101' }, true), undefined);
  t.end();
});
