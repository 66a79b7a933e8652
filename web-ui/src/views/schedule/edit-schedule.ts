import { changeConfig } from '../../live/config.js';
import { toast, toastProblem, toastUndo } from '../../parts/toasts.js';
import { t } from '../../texts/texts.js';
import { entriesOf, placeOf, type ScheduleEntry } from './entry.js';

/** At the end of the list. Resolves with whether it was done; what goes wrong is told. */
export function addEntries(added: readonly ScheduleEntry[]): Promise<boolean> {
  return change((entries) => [...entries, ...added]);
}

/** Changes an entry; undefined takes it out. Where it is not there any more as it was, nothing is changed, and that is told. */
export function changeEntry(entry: ScheduleEntry, wanted: ScheduleEntry | undefined): Promise<boolean> {
  return change((entries) => {
    const place = placeOf(entries, entry);
    if (place < 0) return undefined;
    return wanted === undefined ? entries.toSpliced(place, 1) : entries.with(place, wanted);
  });
}

/** Takes an entry out, and offers to undo it. */
export async function removeEntry(entry: ScheduleEntry, name: string): Promise<void> {
  if (await changeEntry(entry, undefined)) {
    toastUndo(t('schedule.deleted', { name }), () => addEntries([entry]));
  }
}

async function change(edit: (entries: ScheduleEntry[]) => readonly ScheduleEntry[] | undefined): Promise<boolean> {
  let isThere = true;
  try {
    await changeConfig(({ values }) => {
      const wanted = edit(entriesOf(values));
      isThere = wanted !== undefined;
      return wanted && { schedule: wanted.map(asWritten) };
    });
    if (!isThere) toast(t('schedule.gone'), { kind: 'problem' });
    return isThere;
  } catch (error) {
    toastProblem(error);
    return false;
  }
}

/** Nobody writes down what holds anyway. */
function asWritten({ enabled, ...entry }: ScheduleEntry): ScheduleEntry {
  return enabled === false ? { ...entry, enabled } : entry;
}
