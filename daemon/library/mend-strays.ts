import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { scanFolder } from './disk-scan.js';
import type { Layout } from './layout.js';
import type { MendFinding } from './mend-report.js';
import type { MendRoom } from './mend-room.js';
import type { Tables } from './tables.js';
import { takeAgain } from './take-again.js';

/** Files that no row claims: originals are kept in recovered/, since they may be the only copy; what was derived is deleted. */
export async function mendStrays(room: MendRoom): Promise<MendFinding[]> {
  const claimed = claimedPaths(room.tables, room.layout);
  const isStray = (path: string) => !claimed.has(path);
  const findings: MendFinding[] = [];
  for (const path of scanFolder(room.layout.originals).keys()) {
    if (isStray(path)) findings.push(await (room.isRecovery ? takeAgain(room, path) : recover(room, path)));
  }
  for (const path of derivedPaths(room.layout, claimed)) {
    if (isStray(path)) findings.push(await discard(room, path));
  }
  return findings;
}

/** Every path a row stands for, the folders of renditions included. */
function claimedPaths(tables: Tables, layout: Layout): Set<string> {
  const claimed = new Set<string>();
  const renditions = tables.renditions.byClip();
  const previews = tables.previews.byClip();
  const watching = tables.watching.byClip();
  for (const { id, originalExtension, hasPoster } of tables.clips.records()) {
    if (originalExtension !== null) claimed.add(layout.original(id, originalExtension));
    if (hasPoster) claimed.add(layout.poster(id));
    const preview = previews.get(id);
    if (preview !== undefined) claimed.add(layout.preview(id, preview.version, preview.format));
    const copy = watching.get(id)?.version ?? null;
    if (copy !== null) claimed.add(layout.preview(id, copy, 'mp4'));
    claimed.add(layout.renditionFolder(id));
    for (const { planKey } of renditions.get(id) ?? []) claimed.add(layout.rendition(id, planKey));
  }
  return claimed;
}

function derivedPaths(layout: Layout, claimed: ReadonlySet<string>): string[] {
  const paths = [...scanFolder(layout.posters).keys(), ...scanFolder(layout.previews).keys()];
  for (const path of scanFolder(layout.renditions).keys()) {
    paths.push(path);
    if (claimed.has(path)) paths.push(...scanFolder(path).keys());
  }
  return paths;
}

async function recover({ layout, files }: MendRoom, path: string): Promise<MendFinding> {
  await files.ensureFolder(layout.recovered);
  const kept = await freePath(join(layout.recovered, basename(path)));
  await files.rename(path, kept);
  await files.syncFolder(layout.recovered);
  await files.syncFolder(layout.originals);
  return {
    code: 'original-recovered',
    message: `${basename(path)} belongs to no clip; it is kept in recovered/, to be sent again or deleted.`,
  };
}

async function freePath(path: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const candidate = attempt === 0 ? path : `${path}.${attempt}`;
    if (!(await exists(candidate))) return candidate;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function discard({ layout, files }: MendRoom, path: string): Promise<MendFinding> {
  await files.remove(path);
  return {
    code: 'stray-removed',
    message: `${path.slice(layout.root.length + 1)} belonged to no clip and is deleted.`,
  };
}
