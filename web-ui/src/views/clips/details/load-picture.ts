import { errorOf } from '../../../live/api.js';

/** A picture of the daemon's, decoded. Throws an ApiError with the daemon's words. */
export async function loadPicture(address: string, signal: AbortSignal): Promise<ImageBitmap> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw errorOf(response.status, await response.text());
  return createImageBitmap(await response.blob());
}
