import { FrameZipReader } from '../frames/reader.js';
import type { MendFinding } from './mend-report.js';
import type { MendRoom } from './mend-room.js';

/** Notes the size of frames that were made before sizes were noted, once. What cannot be read is left: playing says what is wrong with it. */
export async function measureRenditions({ tables, layout }: MendRoom): Promise<MendFinding[]> {
  const unmeasured = [...tables.renditions.byClip().values()].flat().filter(({ width }) => width === 0);
  const sizes = unmeasured.flatMap(({ clipId, planKey }) => {
    const size = sizeOf(layout.rendition(clipId, planKey));
    return size === undefined ? [] : [{ clipId, planKey, size }];
  });
  if (sizes.length > 0) {
    tables.commit('note the size of frames', () => {
      for (const { clipId, planKey, size } of sizes) tables.renditions.setSize(clipId, planKey, size);
    });
  }
  return [];
}

function sizeOf(path: string): { width: number; height: number } | undefined {
  try {
    const reader = FrameZipReader.open(path);
    reader.close();
    return reader.geometry;
  } catch {
    return undefined;
  }
}
