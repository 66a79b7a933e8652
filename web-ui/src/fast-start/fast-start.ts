import { planFastStart } from './plan.js';

/**
 * The same film, made to be played while it arrives: see {@link planFastStart}. Nothing is copied but its index: the result's data is
 * slices of `file`, which must stay readable. Returns `file` itself where it is best sent as it is; never rejects.
 */
export async function fastStart(file: File): Promise<File> {
  try {
    const pieces = await planFastStart(file);
    if (pieces === undefined) return file;
    const parts = pieces.map((piece) => (piece instanceof Uint8Array ? piece : file.slice(piece.start, piece.end)));
    const { name, type, lastModified } = file;
    return new File(parts, name, { type, lastModified });
  } catch {
    // Whatever cannot be read here fails again when it is sent, and is told then.
    return file;
  }
}
