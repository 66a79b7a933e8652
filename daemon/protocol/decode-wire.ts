import * as z from 'zod/mini';

// Where it may, zod compiles its checks with `new Function`. The page's content security policy forbids that, rightly, and the browser
// reports the mere attempt; for messages as small as ours it would gain nothing anyway.
z.config({ jitless: true });

/** The value, checked against its schema; undefined where it is something else. For the page, which needs no words about what is wrong. */
export function decodeWire<T>(schema: z.ZodMiniType<T>, value: unknown): T | undefined {
  const result = z.safeParse(schema, value);
  return result.success ? result.data : undefined;
}
