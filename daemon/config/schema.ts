import * as z from 'zod';
import { AccessKeys } from './access-schema.js';
import { ControlsKeys } from './controls-schema.js';
import { Display } from './display-schema.js';
import { HttpsKeys } from './https-schema.js';
import { ConvertKeys, LibraryKeys, UploadKeys } from './intake-schema.js';
import { CONFIG_VERSION } from './migrations.js';
import { ScheduleKeys, TimeZoneKey, TrustClockKey } from './schedule-schema.js';
import { LanguageKey, ScreenKeys } from './screens-schema.js';
import { WatchKeys } from './watch-schema.js';

declare module 'zod' {
  interface GlobalMeta {
    /** The running daemon does not take a change of this key up; the next start does. */
    needsRestart?: boolean;
    /** It names files of this machine, or opens it to others, so it is changed in the file or by the command line, never over the network. */
    localOnly?: boolean;
  }
}

/**
 * The configuration file, key by key: types, defaults and the words of an error come from here. Keys are snake_case, as people write
 * YAML, and carry their unit. Strict: a key that does nothing is a typing error, and said so.
 *
 * A section of your own:
 * 1. A file beside this one, like intake-schema.ts: a z.strictObject, each key with `.describe(…)` (a sentence for people) and `.default(…)`,
 *    or `.optional()` where absent means something of its own. No transforms: what is decoded can be written back.
 * 2. One line below: `section: SectionKeys.prefault({})`.
 * 3. Its keys, explained, in config/framed.example.yaml, and their proofs (that each does something) in test/daemon/config/keys/section.ts.
 *    Tests compare both with this schema, and name what is missing.
 * 4. Whatever uses it asks `LiveConfig.current`, and hears of changes by `LiveConfig.on`. A key that cannot be taken up by the running daemon
 *    says so by `.meta({ needsRestart: true })`; it is then told as "restart needed" when it changes.
 */
export const Config = z.strictObject({
  version: z
    .int()
    .min(1)
    .refine((version) => version <= CONFIG_VERSION, {
      error: `it was written for a later framed: this one knows versions up to ${CONFIG_VERSION}; update framed, or bring back the file of before`,
    })
    .default(CONFIG_VERSION)
    .describe('Of this file. Older files are brought up to date, and kept beside it.'),
  name: z.string().min(1).max(60).default('framed').describe('What the control panel calls this device.'),
  language: LanguageKey,
  http: z
    .strictObject({
      host: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Address to listen on: 127.0.0.1 is this machine only, "::" every address. Without it: every one where a login is required, else this machine only.',
        )
        .meta({ needsRestart: true }),
      port: z
        .int()
        .min(0)
        .max(65535)
        .default(8080)
        .describe('TCP port; 0 takes a free one.')
        .meta({ needsRestart: true }),
      hosts: z
        .array(z.string().min(1))
        .default([])
        .describe(
          "Names and addresses, beside the machine's own addresses, localhost and *.local, under which browsers may reach it.",
        ),
    })
    .prefault({}),
  https: HttpsKeys.prefault({}),
  access: AccessKeys.prefault({}),
  panel: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9-]+$/, 'is the name of a panel description: small letters, digits and -')
        .default('ili9341-320x240')
        .describe('A description from config/panels/, by its file name.'),
      rotation: z
        .literal([0, 90, 180, 270])
        .default(0)
        .describe('How far the picture is turned on the panel: degrees clockwise.'),
      mirrored: z.boolean().optional().describe("The picture is mirrored; over the description's."),
      color_order: z.enum(['rgb', 'bgr']).optional().describe("Red and blue are exchanged; over the description's."),
      inverted: z.boolean().optional().describe("The picture is a negative; over the description's."),
      offset: z
        .strictObject({
          x: z.int().min(0).max(4095).describe('To the right, in pixels.'),
          y: z.int().min(0).max(4095).describe('Down, in pixels.'),
        })
        .optional()
        .describe("The picture is shifted by so many pixels; over the description's."),
    })
    .prefault({}),
  display: Display.prefault({}),
  playback: z
    .strictObject({
      still_seconds: z.number().min(0.1).max(86_400).default(10).describe('How long a photo stands.'),
    })
    .prefault({}),
  screens: ScreenKeys.prefault({}),
  convert: ConvertKeys.prefault({}),
  uploads: UploadKeys.prefault({}),
  library: LibraryKeys.prefault({}),
  watch: WatchKeys.prefault({}),
  controls: ControlsKeys.prefault({}),
  time_zone: TimeZoneKey,
  trust_clock: TrustClockKey,
  schedule: ScheduleKeys,
});
export type Config = z.infer<typeof Config>;
