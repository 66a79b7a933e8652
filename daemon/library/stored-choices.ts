import { Tags, Turn } from '../protocol/clip.js';
import { Look } from '../protocol/look.js';

/** A look as the database keeps it: JSON, or null where nothing is chosen. */
export function encodeLook(look: Look | undefined): string | null {
  return look === undefined ? null : JSON.stringify(look);
}

export function decodeLook(text: string | null): Look | undefined {
  return decodeJson(Look, text);
}

/** Tags, in the same way. */
export function encodeTags(tags: readonly string[]): string | null {
  return tags.length === 0 ? null : JSON.stringify(tags);
}

export function decodeTags(text: string | null): readonly string[] {
  return decodeJson(Tags, text) ?? [];
}

/** A turn, in the same way. */
export function encodeTurn(turn: Turn | undefined): string | null {
  return turn === undefined ? null : JSON.stringify(turn);
}

export function decodeTurn(text: string | null): Turn | undefined {
  return decodeJson(Turn, text);
}

/** What cannot be read (a damaged row, another framed's) costs the choice, not the clip. */
function decodeJson<T>(schema: { parse(value: unknown): T }, text: string | null): T | undefined {
  if (text === null) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
