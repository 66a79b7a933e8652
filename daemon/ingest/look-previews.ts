import type { PreviewJob } from '../convert/convert.js';
import { encodeBmp565 } from '../frames/bmp.js';
import type { Library } from '../library/library.js';
import type { Clip } from '../protocol/clip.js';
import type { Look } from '../protocol/look.js';
import { ingestError } from './ingest-error.js';
import type { Plans } from './plans.js';

export interface LookPreviewsOptions {
  library: Pick<Library, 'originalPath' | 'originalName'>;
  plans: Plans;
  /** One RGB565 frame, big-endian: the converter has it. */
  converter: { preview(job: PreviewJob): Promise<Uint8Array> };
}

/** Shows how a clip would look, from its kept original, without converting it. */
export class LookPreviews {
  readonly #options: LookPreviewsOptions;

  constructor(options: LookPreviewsOptions) {
    this.#options = options;
  }

  /**
   * One frame as a 16-bit BMP. Throws original-lost, and what converting would throw.
   *
   * @param choice.look undefined: as the configuration has it.
   * @param choice.atMs on the clip's own clock. Default: where the look begins.
   */
  async preview(
    { id }: Clip,
    { look, atMs, signal }: { look: Look | undefined; atMs?: number; signal: AbortSignal },
  ): Promise<Buffer> {
    const { library, plans, converter } = this.#options;
    const source = library.originalPath(id);
    if (source === undefined) {
      throw ingestError(
        'original-lost',
        'The original of this clip was lost; send the file again to choose how it looks.',
      );
    }
    const plan = plans.planFor(look);
    const job = { source, originalName: library.originalName(id), ...plan, signal };
    const pixels = await converter.preview({ ...job, ...(atMs !== undefined && { atMs }) });
    return Buffer.from(encodeBmp565(pixels, plan.geometry));
  }
}
