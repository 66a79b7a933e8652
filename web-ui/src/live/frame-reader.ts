import { readDifferences } from '../../../daemon/protocol/preview-differences.js';
import {
  decodePackedPreviewFrame,
  decodePreviewFrame,
  FORMAT_PACKED,
  FORMAT_RGB565_BE,
  type PackedPreviewFrame,
  type PreviewFrame,
} from '../../../daemon/protocol/preview-frame.js';

/** The formats of preview frames that this browser reads; packed ones since Chromium 103, Safari 16.4 and Firefox 113. */
export const READ_FORMATS: readonly number[] = canInflate() ? [FORMAT_RGB565_BE, FORMAT_PACKED] : [FORMAT_RGB565_BE];

/** Reads preview frames, and gives them on in the order in which they came. */
export class FrameReader {
  readonly #onFrame: (frame: PreviewFrame) => void;
  /** While one is unpacked: resolves when it has been given on. */
  #unpacking: Promise<void> | undefined;

  constructor(onFrame: (frame: PreviewFrame) => void) {
    this.#onFrame = onFrame;
  }

  /** Passes over what is no frame that it knows. */
  read(message: ArrayBuffer): void {
    const plain = decodePreviewFrame(message);
    if (plain !== undefined && this.#unpacking === undefined) {
      this.#onFrame(plain);
      return;
    }
    const packed = decodePackedPreviewFrame(message);
    const unpacked = plain ?? (packed && unpack(packed));
    const turn = Promise.all([unpacked, this.#unpacking]).then(([frame]) => {
      if (this.#unpacking === turn) this.#unpacking = undefined;
      if (frame !== undefined) this.#onFrame(frame);
    });
    this.#unpacking = turn;
  }
}

/** Resolves with undefined where it is damaged. */
async function unpack({ packed, ...header }: PackedPreviewFrame): Promise<PreviewFrame | undefined> {
  try {
    const inflated = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const differences = new Uint8Array(await new Response(inflated).arrayBuffer());
    if (differences.length !== header.width * header.height * 2) return undefined;
    const pixels = new Uint8Array(differences.length);
    readDifferences(differences, pixels);
    return { ...header, pixels };
  } catch {
    return undefined;
  }
}

function canInflate(): boolean {
  try {
    return new DecompressionStream('deflate-raw') !== undefined;
  } catch {
    return false;
  }
}
