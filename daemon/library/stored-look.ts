import { Look } from '../protocol/look.js';

/** A look as the database keeps it: JSON, or null where nothing is chosen. */
export function encodeLook(look: Look | undefined): string | null {
  return look === undefined ? null : JSON.stringify(look);
}

/** What cannot be read (a damaged row, another framed's) costs the choice, not the clip. */
export function decodeLook(text: string | null): Look | undefined {
  if (text === null) return undefined;
  try {
    return Look.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
