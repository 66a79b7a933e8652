import { importPageModule } from '../page-module.js';

const { planFastStart } =
  await importPageModule<typeof import('../../../web-ui/src/fast-start/plan.js')>('fast-start/plan.ts');

/** The rewritten film, put together; undefined where it is left alone. */
export async function rewrite(film: Uint8Array): Promise<Buffer | undefined> {
  const pieces = await planFastStart(new Blob([film]));
  return (
    pieces &&
    Buffer.concat(pieces.map((piece) => (piece instanceof Uint8Array ? piece : film.subarray(piece.start, piece.end))))
  );
}
