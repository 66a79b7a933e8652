import * as z from 'zod';

/** Who may come in. */
export const AccessKeys = z.strictObject({
  login: z
    .enum(['required', 'none'])
    .default('required')
    .describe(
      'required: whoever has read the code on the glass, or was given a link or a token. none: whoever reaches it may do everything.',
    )
    .meta({ needsRestart: true, localOnly: true }),
});
