import * as z from 'zod/mini';

/** What went wrong, for programs (a stable code) and for people (a sentence). */
export const WireError = z.object({ code: z.string(), message: z.string() });
export type WireError = z.infer<typeof WireError>;
