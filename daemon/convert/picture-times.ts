/** When the pictures of an animation are shown. */
export interface PictureTimes {
  /** In milliseconds from 0. */
  readonly startsMs: readonly number[];
  readonly endMs: number;
  /** Pictures a second, where all stand equally long. */
  readonly rate: number | undefined;
}

/** As browsers do: a duration that nobody can have meant becomes a tenth of a second. */
const SHORTEST_MS = 10;
const USUAL_MS = 100;

/** @param durationsMs as the file has them */
export function pictureTimes(durationsMs: readonly number[]): PictureTimes {
  const meantMs = durationsMs.map((ms) => (ms > SHORTEST_MS ? ms : USUAL_MS));
  let endMs = 0;
  const startsMs = meantMs.map((ms) => {
    endMs += ms;
    return endMs - ms;
  });
  const [first] = meantMs;
  const even = first !== undefined && meantMs.every((ms) => ms === first);
  return { startsMs, endMs, rate: even ? 1000 / first : undefined };
}
