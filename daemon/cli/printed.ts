// Numbers and words as people read them in a terminal.

/** "0:07", "12:34", "1:02:03"; fractions of a second are left out. */
export function printedTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const padded = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/** "2026-03-01 13:05", in the machine's own time zone. */
export function printedDate(atMs: number): string {
  const at = new Date(atMs);
  const padded = (value: number) => String(value).padStart(2, '0');
  const day = [at.getFullYear(), padded(at.getMonth() + 1), padded(at.getDate())].join('-');
  return `${day} ${padded(at.getHours())}:${padded(at.getMinutes())}`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** In powers of 1000, as disks are sold: "999 B", "1.5 MB", "340 MB". */
export function printedBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return `${power > 0 && value < 100 ? value.toFixed(1) : Math.round(value)} ${UNITS[power]}`;
}

/** "1 clip", "0 clips". */
export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${count} ${count === 1 ? word : plural}`;
}

/** A name from outside without what a terminal would obey or turn around: control characters, bidirectional overrides. */
export function printedName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '�');
}

/** Rows in columns two blanks apart; the last column is not padded. `right`: the columns whose text stands at their right. */
export function printedTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, at) => Math.max(all[at] ?? 0, cell.length)), []);
  const lines = rows.map((row) =>
    row
      .map((cell, at) => {
        if (right.includes(at)) return cell.padStart(widths[at] ?? 0);
        return at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0);
      })
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}
