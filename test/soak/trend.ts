/** What is measured again and again during a soak, and how much it may rise until it counts as growth. */
export interface Trend {
  readonly name: string;
  /** Of the line of least squares: by how much it rises from its first point to its last. */
  readonly rise: number;
  /** Above it the measure grows. */
  readonly most: number;
  readonly isFlat: boolean;
}

/**
 * The rise of a straight line through points, by Theil and Sen: the median of the slopes between all pairs, so that a few points that are out of
 * place (a conversion that was just under way) do not turn it.
 *
 * @param points [time, value] in their order; two at least
 */
export function trendOf(name: string, points: readonly (readonly [number, number])[], most: number): Trend {
  const slopes: number[] = [];
  for (const [at, value] of points) {
    for (const [laterAt, later] of points) if (laterAt > at) slopes.push((later - value) / (laterAt - at));
  }
  slopes.sort((a, b) => a - b);
  const slope = slopes[Math.floor(slopes.length / 2)] ?? Number.NaN;
  const seconds = (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  const rise = slope * seconds;
  return { name, rise: Math.round(rise * 100) / 100, most, isFlat: rise <= most };
}
