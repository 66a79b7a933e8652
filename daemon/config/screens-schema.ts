import * as z from 'zod';

/** In which language the glass speaks. */
export const LanguageKey = z
  .enum(['en', 'de'])
  .default('en')
  .describe('Language of the status screens: en (English) or de (German).');

/** What stands on the glass in front of the clips. */
export const ScreenKeys = z.strictObject({
  welcome_seconds: z
    .number()
    .min(0)
    .max(600)
    .default(12)
    .describe(
      'How long the welcome with name, address and code stands after a start, or when the address has changed; 0 shows none.',
    ),
  when_empty: z
    .enum(['both', 'demo', 'screen'])
    .default('both')
    .describe('While there are no clips: how to send one (screen), the demo, or both in turn.'),
});
