/** Writes the named members of `from` into `into`, one float64 each, in the order of `fields`. */
export function packFields<Field extends string>(
  fields: readonly Field[],
  from: Readonly<Record<Field, number>>,
  into: Float64Array,
): void {
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index];
    if (field !== undefined) into[index] = from[field];
  }
}

/** The reverse of {@link packFields}. */
export function unpackFields<Field extends string>(
  fields: readonly Field[],
  from: Float64Array,
  into: Record<Field, number>,
): void {
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index];
    const value = from[index];
    if (field !== undefined && value !== undefined) into[field] = value;
  }
}
