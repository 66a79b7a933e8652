/** Where a picture can be put in front of what plays: a player, or one layer of it. */
export interface OverlayGlass {
  /** Puts a copy of `pixels` in front: one whole frame, RGB565 big-endian. */
  showOverlay(pixels: Uint8Array): void;
  hideOverlay(): void;
}

/**
 * Two layers in place of the one that a player has: while both hold a picture, the front one is seen, and when it goes, the back one is there
 * again, as it is by then.
 */
export class OverlayLayers {
  readonly back: OverlayGlass;
  readonly front: OverlayGlass;
  readonly #glass: OverlayGlass;
  #behind: Uint8Array | undefined;
  #before: Uint8Array | undefined;

  constructor(glass: OverlayGlass) {
    this.#glass = glass;
    this.back = {
      showOverlay: (pixels) => {
        this.#behind = pixels;
        if (this.#before === undefined) this.#show();
      },
      hideOverlay: () => {
        this.#behind = undefined;
        if (this.#before === undefined) this.#show();
      },
    };
    this.front = {
      showOverlay: (pixels) => {
        this.#before = pixels;
        this.#show();
      },
      hideOverlay: () => {
        const { length } = this.#before ?? [];
        this.#before = undefined;
        // A player takes no notice of a picture for other glass, and the front one would stay.
        if (this.#behind?.length !== length) this.#glass.hideOverlay();
        this.#show();
      },
    };
  }

  #show(): void {
    const seen = this.#before ?? this.#behind;
    if (seen === undefined) this.#glass.hideOverlay();
    else this.#glass.showOverlay(seen);
  }
}
