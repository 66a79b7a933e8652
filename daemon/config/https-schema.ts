import * as z from 'zod';

const AbsolutePath = z.string().regex(/^\//, 'a file is written in full, like "/etc/framed/framed.crt"');

/** The same over TLS, on a second port. */
export const HttpsKeys = z.strictObject({
  port: z
    .int()
    .min(0)
    .max(65535)
    .optional()
    .describe('TCP port for HTTPS; 0 takes a free one. Without it, there is HTTP only.'),
  certificate: AbsolutePath.optional()
    .describe(
      'Your own certificate, and those between it and its authority behind it, in PEM. Without it, framed makes its own authority, which phones are to trust once.',
    )
    .meta({ localOnly: true }),
  key: AbsolutePath.optional()
    .describe('The key of your own certificate, in PEM, without a password.')
    .meta({ localOnly: true }),
});
