import * as z from 'zod/mini';

/** The status screens that may stand on the glass in front of what plays. */
export const ScreenKind = z.enum([
  'starting',
  'welcome',
  'pairing',
  'no-clips',
  'disk-full',
  'config-error',
  'page-closed',
  'overheating',
  'under-voltage',
  'updating',
]);
export type ScreenKind = z.infer<typeof ScreenKind>;
