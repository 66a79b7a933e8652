import * as z from 'zod/mini';

/** Of the file as a whole; a change that an older framed could not read raises it. */
export const BACKUP_FORMAT = 1;

export const MANIFEST = 'manifest.json';

/**
 * The last part of a backup, which says what the others are. Without it the backup is not whole.
 *
 *     library.db                the facts
 *     config.yaml               absent where the defaults hold
 *     panels/NAME.yaml          panel descriptions of one's own
 *     originals/ID.ext          where they were asked for
 *     manifest.json
 */
export const Manifest = z.object({
  format: z.int().check(z.gte(1)),
  /** The version that wrote it. */
  framed: z.string().check(z.maxLength(100)),
  /** Milliseconds since the Unix epoch. */
  createdAtMs: z.number(),
  parts: z
    .array(
      z.object({
        name: z.string(),
        bytes: z.int().check(z.gte(0)),
        sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      }),
    )
    .check(z.maxLength(100_000)),
});
export type Manifest = z.infer<typeof Manifest>;
export type ManifestPart = Manifest['parts'][number];

const MB = 1e6;

/** Every name that a backup may hold, and how long such a part may be: nothing else becomes part of a path. */
const PART_LIMITS: readonly (readonly [pattern: RegExp, maxBytes: number])[] = [
  // 100,000 parts of 150 bytes.
  [/^manifest\.json$/, 16 * MB],
  [/^library\.db$/, 1000 * MB],
  [/^config\.yaml$/, 1 * MB],
  [/^panels\/[a-z0-9-]{1,60}\.yaml$/, 1 * MB],
  [/^originals\/[0-9a-f]{32}\.[a-z0-9]{1,5}$/, Number.MAX_SAFE_INTEGER],
];

/** The most bytes that a part of this name may have; undefined where no backup has such a part. */
export function partLimit(name: string): number | undefined {
  return PART_LIMITS.find(([pattern]) => pattern.test(name))?.[1];
}
