import type { AnimationPackets } from './animation-packets.js';
import type { ConvertContext, ConvertJob, ConvertResult } from './conversion.js';
import { convertPictures, type PictureSequence } from './convert-pictures.js';
import type { FfmpegOutcome } from './ffmpeg.js';
import { ffmpegFrames } from './ffmpeg-frames.js';
import type { MediaFacts } from './media-facts.js';
import { pictureTimes } from './picture-times.js';
import { planFile } from './plan.js';
import { probePackets, type SourceFile, unreadable } from './probe-file.js';

/**
 * Converts a GIF or APNG. How long each picture stands is read beforehand, because versions of ffmpeg disagree about delays too short to
 * be meant; the pictures then come from ffmpeg at the panel's size, each once.
 */
export async function convertAnimation(
  source: SourceFile,
  facts: MediaFacts,
  job: ConvertJob,
  context: ConvertContext,
): Promise<ConvertResult> {
  const packets = await probePackets(source, facts, job, context);
  if (packets.stampsUs.length === 0) throw unreadable(job, undefined);
  const plan = planFile({ ...source, facts }, job.geometry, job.options, context.ffmpeg);
  let outcome: FfmpegOutcome | undefined;

  async function* pictures(): AsyncGenerator<Uint8Array | undefined> {
    const frames = ffmpegFrames(plan.commandLine, job, context);
    const place = new PictureFinder(packets);
    let next = 0;
    try {
      let step = await frames.next();
      for (; !step.done; step = await frames.next()) {
        for (const index = place.of(step.value.stamp.us); next < index; next++) yield undefined;
        next++;
        yield step.value.pixels;
      }
      outcome = step.value;
    } finally {
      await frames.return({ content: true, reason: undefined, killedBy: undefined });
    }
    if (next === 0) throw unreadable(job, outcome?.reason);
  }

  const sequence: PictureSequence = {
    ...pictureTimes(packets.durationsMs),
    picture: { ...facts, ...job.geometry, pixelFormat: 'rgb565be' },
    ready: true,
    kind: packets.stampsUs.length === 1 ? 'still' : 'animation',
    pictures,
  };
  const result = await convertPictures(sequence, job, context);
  const damaged = outcome?.reason === undefined ? [] : [`Part of the file is damaged (ffmpeg: ${outcome.reason}).`];
  return { ...result, notes: [...plan.notes, ...result.notes, ...damaged] };
}

/** Tells which packet a decoded picture is from: a picture that could not be decoded leaves a gap. */
class PictureFinder {
  readonly #indexes: ReadonlyMap<number, number>;
  #last = -1;

  constructor({ stampsUs }: AnimationPackets) {
    this.#indexes = new Map(stampsUs.map((us, index) => [us, index]));
  }

  /** Rises from call to call. An unknown stamp is taken for the next picture. */
  of(stampUs: number): number {
    this.#last = Math.max(this.#indexes.get(stampUs) ?? 0, this.#last + 1);
    return this.#last;
  }
}
