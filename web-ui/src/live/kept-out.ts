const KEY = 'framed-kept-out';

/** Whether the daemon kept this browser out the last time that it was asked. */
export const wasKeptOut: boolean = recall();

export function rememberKeptOut(isKeptOut: boolean): void {
  try {
    if (isKeptOut) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is closed here; the next visit asks first.
  }
}

function recall(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
