import * as z from 'zod/mini';

const fraction = () => z.number().check(z.gte(0), z.lte(1));

/** A day: no clip is longer. */
const MAX_TIME_MS = 86_400_000;

/** What somebody chose for one clip. What is absent is as the configuration has it, or as the clip is. */
export const Look = z.object({
  /** cover fills the panel and cuts what sticks out; contain shows all, with bars; stretch bends it. */
  fit: z.optional(z.enum(['cover', 'contain', 'stretch'])),
  /** With cover, the point that stays in view: of the picture as people see it, before `rotation`. */
  focus: z.optional(z.object({ x: fraction(), y: fraction() })),
  /** Of bars and behind what is transparent: "#rrggbb", or "blur" for the picture itself, enlarged and blurred. */
  background: z.optional(z.string().check(z.regex(/^(#[0-9a-fA-F]{6}|blur)$/, 'a colour like "#000000", or "blur"'))),
  /** Degrees clockwise, on top of the rotation that the file itself asks for. */
  rotation: z.optional(z.literal([0, 90, 180, 270])),
  /** Where the clip begins, on its own clock, in milliseconds. */
  startMs: z.optional(z.number().check(z.gte(0), z.lte(MAX_TIME_MS))),
  /** How much is taken from there, on the same clock. */
  lengthMs: z.optional(z.number().check(z.gt(0), z.lte(MAX_TIME_MS))),
  /** 2 plays twice as fast, 0.5 half as fast. */
  speed: z.optional(z.number().check(z.gte(0.25), z.lte(4))),
});
export type Look = z.infer<typeof Look>;

/** Changes a look: what is named takes the value, null takes the choice back, the rest stays. */
export const LookChange = z.object({
  fit: z.nullish(Look.shape.fit),
  focus: z.nullish(Look.shape.focus),
  background: z.nullish(Look.shape.background),
  rotation: z.nullish(Look.shape.rotation),
  startMs: z.nullish(Look.shape.startMs),
  lengthMs: z.nullish(Look.shape.lengthMs),
  speed: z.nullish(Look.shape.speed),
});
export type LookChange = z.infer<typeof LookChange>;

/** The look after a change; null takes everything back. Undefined where nothing is chosen any more. */
export function changeLook(look: Look | undefined, change: LookChange | null): Look | undefined {
  if (change === null) return undefined;
  const merged = Object.entries({ ...look, ...change }).filter(([, value]) => value !== null && value !== undefined);
  return merged.length === 0 ? undefined : Look.parse(Object.fromEntries(merged));
}

/** The change that makes any look into this one. */
export function lookReplacement(look: Look): LookChange {
  const nothing = Object.fromEntries(Object.keys(Look.shape).map((key) => [key, null]));
  return { ...nothing, ...look };
}
