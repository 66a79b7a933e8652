import * as z from 'zod/mini';

/** How things are with HTTPS. Answer of GET /api/https. */
export const HttpsView = z.object({
  /** Absent: it is off, or could not be started (then the state's notices say why). */
  port: z.optional(z.int()),
  /** What is served there: a certificate of this machine's own authority, or one that somebody else keeps. Absent with the port. */
  kind: z.optional(z.enum(['authority', 'own'])),
  /** What the certificate is for: names and addresses. */
  names: z.array(z.string()),
  /** Configured names that it is not for, because the authority was made before them. */
  missing: z.array(z.string()),
  /** When the certificate ends, in milliseconds since the Unix epoch. */
  endsAtMs: z.optional(z.number()),
  /** SHA-256 of the authority's certificate, "AB:CD:…", to be compared with what a phone shows before it trusts it. Absent without an authority. */
  fingerprint: z.optional(z.string()),
});
export type HttpsView = z.infer<typeof HttpsView>;
