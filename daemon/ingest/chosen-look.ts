import { Look } from '../protocol/look.js';
import { isLookMember, lookMemberOf } from '../protocol/look-text.js';
import { ingestError } from './ingest-error.js';

/**
 * What a sender chose for the clip, from what was said with the file: members of a look by their names, as text ("fit": "contain",
 * "focus": "0.3,0.7", "startMs": "1500"). Other names are others' business; an empty text chooses nothing. Undefined where nothing was
 * chosen. Throws look-invalid.
 */
export function chosenLook(metadata: Readonly<Record<string, string | null>>): Look | undefined {
  const chosen = Object.entries(metadata).filter(
    (entry): entry is [string, string] => isLookMember(entry[0]) && entry[1] !== null && entry[1] !== '',
  );
  if (chosen.length === 0) return undefined;
  const decoded = Look.safeParse(Object.fromEntries(chosen.map(([key, text]) => [key, lookMemberOf(key, text)])));
  if (decoded.success) return decoded.data;
  const [issue] = decoded.error.issues;
  const key = String(issue?.path[0] ?? 'look');
  const seen = JSON.stringify(metadata[key] ?? null).slice(0, 80);
  throw ingestError('look-invalid', `The ${key} ${seen} that was chosen with the file cannot be: ${issue?.message}.`);
}
