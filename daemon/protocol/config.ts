import * as z from 'zod/mini';

/** Why the configuration file is not what holds. */
export const ConfigProblemState = z.object({
  /** Stable: config-invalid, config-missing, … */
  code: z.string(),
  /** A line for each mistake: file:line:column, what is wrong, and what would be accepted. */
  message: z.string(),
  path: z.string(),
  /** Of the first mistake, counted from 1; absent where the whole file is meant. */
  line: z.optional(z.int()),
  column: z.optional(z.int()),
  /** What holds in its place: what held before, the last good copy, or the defaults. */
  inForce: z.enum(['current', 'last-good', 'defaults']),
});
export type ConfigProblemState = z.infer<typeof ConfigProblemState>;

/** The configuration file, as the control panel shows it. */
export const ConfigState = z.object({
  /** Absent where there is no file. */
  path: z.optional(z.string()),
  /** Of the file's content; changes with it. "none" where there is no file. */
  revision: z.string(),
  problem: z.optional(ConfigProblemState),
  /** Keys whose new values are taken up by the next start only. */
  restartNeeded: z.array(z.string()),
});
export type ConfigState = z.infer<typeof ConfigState>;

/** Answer of GET /api/config. */
export const ConfigView = z.extend(ConfigState, {
  /** Everything that holds, by section. */
  values: z.record(z.string(), z.unknown()),
  /** Where the value of each dotted key comes from. */
  sources: z.record(z.string(), z.enum(['file', 'default', 'command line'])),
});
export type ConfigView = z.infer<typeof ConfigView>;

/** Body of PATCH /api/config. */
export const ConfigPatch = z.object({
  /** Of the file that the changes were made for. Where it is another by now, nothing is changed. */
  revision: z.string(),
  /** Dotted key to its new value; null takes the key out of the file, so that its default holds. */
  changes: z.record(z.string().check(z.regex(/^[^.]+(\.[^.]+)*$/, 'a key is written like "http.port"')), z.unknown()),
});
export type ConfigPatch = z.infer<typeof ConfigPatch>;

/** Answer of GET /api/config/schema: JSON Schema (draft 2020-12). */
export const ConfigSchema = z.record(z.string(), z.unknown());

/** Where a board's maker puts its pins. Lines are BCM numbers. */
export const PanelWiring = z.object({
  /** In /dev: "spidev0.0" is bus 0, chip select 0. */
  device: z.string(),
  /** Data/command. */
  dc: z.int(),
  /** Absent: not wired. */
  reset: z.optional(z.int()),
  /** Absent: always on, or driven otherwise. */
  backlight: z.optional(z.int()),
});
export type PanelWiring = z.infer<typeof PanelWiring>;

/** A kind of panel that panel.name may name. */
export const PanelKind = z.object({
  name: z.string(),
  /** For people, e.g. "ST7789, 240x240". */
  title: z.string(),
  /** Pixels that can be seen, as the board stands when it is upright. */
  width: z.int(),
  height: z.int(),
  shape: z.enum(['rectangle', 'round']),
  /** Absent: whoever wires it chooses the lines. */
  wiring: z.optional(PanelWiring),
});
export type PanelKind = z.infer<typeof PanelKind>;

/** Answer of GET /api/config/panels. */
export const PanelKinds = z.object({ panels: z.array(PanelKind) });
