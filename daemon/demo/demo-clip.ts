import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Geometry } from '../../display/display.js';
import { FrameZipWriter } from '../frames/writer.js';
import { packageRoot } from '../package-root.js';
import { drawScene, SCENE_FPS, SCENE_FRAMES } from './scene.js';

/** Shipped ready-made for the commonest size, so that a new installation shows it at once. */
const SHIPPED: Geometry = { width: 320, height: 240 };

/**
 * Path of the demo's frame zip for a panel: the shipped one where it fits, else one drawn on first use and kept in `cacheFolder`.
 * Drawing takes about 0.4 s for 240x240 on a PC; it gives way to other work after every frame.
 */
export async function demoClip(geometry: Geometry, cacheFolder: string): Promise<string> {
  if (geometry.width === SHIPPED.width && geometry.height === SHIPPED.height) return shippedDemo();
  const path = join(cacheFolder, `demo-${geometry.width}x${geometry.height}.zip`);
  if (await exists(path)) return path;
  await mkdir(cacheFolder, { recursive: true });
  const unfinished = `${path}.unfinished`;
  await rm(unfinished, { force: true });
  await writeDemo(unfinished, geometry);
  await rename(unfinished, path);
  return path;
}

export function shippedDemo(): string {
  return join(packageRoot, 'daemon', 'demo', `demo-${SHIPPED.width}x${SHIPPED.height}.zip`);
}

/** Draws the demo into a new frame zip. */
export async function writeDemo(path: string, geometry: Geometry): Promise<void> {
  const frameMs = 1000 / SCENE_FPS;
  const writer = FrameZipWriter.create(path, {
    geometry,
    kind: 'video',
    slug: 'demo',
    originalFilename: 'demo',
    fps: SCENE_FPS,
  });
  try {
    for (let frame = 0; frame < SCENE_FRAMES; frame++) {
      writer.addFrame(drawScene(geometry, frame / SCENE_FRAMES), frame * frameMs);
      await giveWay();
    }
    writer.finish({ endMs: SCENE_FRAMES * frameMs });
  } catch (error) {
    writer.abort();
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
