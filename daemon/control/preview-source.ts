/** The picture on the glass, as the player shares it. */
export interface PreviewSource {
  /** Another one where the picture goes on on other glass. */
  readonly geometry: { readonly width: number; readonly height: number };
  /**
   * Copies the newest presented frame (width * height * 2 bytes, RGB565 big-endian) and returns its sequence number, which counts
   * the frames presented; undefined where there is none yet.
   */
  read(into: Uint8Array): number | undefined;
  /** Calls back soon after a frame was presented, until the returned function is called. Costs nothing while nobody listens. */
  onPresented(callback: () => void): () => void;
}
