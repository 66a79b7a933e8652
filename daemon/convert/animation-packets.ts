/** The packets of a GIF or APNG, which hold one picture each. */
export interface AnimationPackets {
  /** ffmpeg's stamps, in whole microseconds: by them a decoded picture is known again. */
  readonly stampsUs: readonly number[];
  readonly durationsMs: readonly number[];
}

/** @param csv a line a packet, "pts_time,duration_time", as ffprobe prints it with `-of csv=p=0` */
export function decodeAnimationPackets(csv: string): AnimationPackets {
  const stampsUs: number[] = [];
  const durationsMs: number[] = [];
  for (const line of csv.split('\n')) {
    const [stamp = Number.NaN, duration = Number.NaN] = line.split(',').map((field) => Number.parseFloat(field));
    if (Number.isNaN(stamp)) continue;
    stampsUs.push(Math.round(stamp * 1e6));
    durationsMs.push(Number.isNaN(duration) ? 0 : Math.round(duration * 1e6) / 1000);
  }
  return { stampsUs, durationsMs };
}
