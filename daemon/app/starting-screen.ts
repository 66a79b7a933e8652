import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/schema.js';
import { toPlainError } from '../errors.js';
import type { ChosenGlass } from '../glass/choose-glass.js';
import type { Log } from '../log.js';
import type { ScreenRequest } from '../status-screens/render-screen.js';

export interface StartingScreenOptions {
  readonly glass: Pick<ChosenGlass, 'display' | 'panel'>;
  readonly config: Pick<Config, 'name' | 'language'>;
  readonly cacheFolder: string;
  /** A new version may draw it otherwise. */
  readonly version: string;
}

/**
 * What the glass says until the first frame. To draw it then would make that frame later, so it is kept as pixels by one run for the next ones; the
 * first run goes without.
 */
export class StartingScreen {
  readonly #request: ScreenRequest;
  readonly #path: string;
  /** The virtual panel has nobody to look at it before its page is served. */
  readonly #isSeen: boolean;
  #isKept = false;

  constructor({ glass, config, cacheFolder, version }: StartingScreenOptions) {
    const { display, panel } = glass;
    const canvas = { geometry: display.geometry, shape: panel.shape };
    this.#request = { screen: { kind: 'starting', name: config.name }, canvas, language: config.language };
    const hash = createHash('sha256')
      .update(JSON.stringify([version, this.#request]))
      .digest('hex');
    this.#path = join(cacheFolder, `starting-${hash.slice(0, 16)}.rgb565`);
    this.#isSeen = display.output !== 'virtual';
  }

  /** The pixels, where an earlier run has kept them: one file of a frame's size. */
  read(): Uint8Array | undefined {
    if (!this.#isSeen) return undefined;
    try {
      const pixels = readFileSync(this.#path);
      this.#isKept = true;
      return pixels;
    } catch {
      return undefined;
    }
  }

  /** Draws and keeps it, where that was not done yet. A failure is logged: the next start says nothing, and plays all the same. */
  async keep(log: Log): Promise<void> {
    if (!this.#isSeen || this.#isKept) return;
    try {
      const { ScreenRenderer } = await import('../status-screens/screen-renderer.js');
      const pixels = await new ScreenRenderer().render(this.#request);
      await mkdir(join(this.#path, '..'), { recursive: true });
      await writeFile(`${this.#path}.unfinished`, pixels);
      await rename(`${this.#path}.unfinished`, this.#path);
    } catch (error) {
      const { code, message } = toPlainError(error);
      log.warn('the starting screen cannot be kept for the next start', { code, reason: message });
    }
  }
}
