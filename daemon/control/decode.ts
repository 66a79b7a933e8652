import * as z from 'zod/mini';

export type Decoded<T> = { ok: true; value: T } | { ok: false; message: string };

/** Decodes a text message. The sentence says where it departs from what is expected. */
export function decodeJson<T>(schema: z.ZodMiniType<T>, text: string | undefined): Decoded<T> {
  if (text === undefined) return { ok: false, message: 'A message must be text, not binary.' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, message: 'The message is not JSON.' };
  }
  return decode(schema, json);
}

/** zod/mini ships without words for its issues, to keep the page small; here there is room. */
const { localeError: describe } = z.locales.en();

/** Decodes a value that came from outside. */
export function decode<T>(schema: z.ZodMiniType<T>, value: unknown): Decoded<T> {
  const result = z.safeParse(schema, value, { error: describe });
  return result.success ? { ok: true, value: result.data } : { ok: false, message: describeIssue(result.error) };
}

/** The first issue in words: "entries.0.clipId: a clip id is 32 hex digits". */
function describeIssue(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'The value is not what is expected.';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
