import { extname } from 'node:path';
import type { ClipRecord } from './clips.js';
import { hashFile } from './content-hash.js';
import { scanFolder } from './disk-scan.js';
import type { MendCode, MendFinding } from './mend-report.js';
import type { MendRoom } from './mend-room.js';
import { isOriginalExtension } from './original-type.js';
import type { PreviewRecord } from './previews.js';
import type { RenditionRecord } from './renditions.js';
import type { WatchingRecord } from './watching.js';

/** What is wrong with one clip, and what its rows must become. */
interface Diagnosis {
  readonly findings: readonly MendFinding[];
  readonly changes: readonly (() => void)[];
}

/** Rows whose files are missing, or are not as long as they were when they were published, are corrected in one transaction. */
export async function mendRows(room: MendRoom): Promise<MendFinding[]> {
  const { tables, layout } = room;
  const originals = scanFolder(layout.originals);
  const posters = scanFolder(layout.posters);
  const onDisk = scanFolder(layout.previews);
  const [previews, watching] = [
    { rows: tables.previews.byClip(), onDisk },
    { rows: tables.watching.byClip(), onDisk },
  ];
  const renditions = tables.renditions.byClip();
  const diagnoses: Diagnosis[] = [];
  for (const record of tables.clips.records()) {
    const original = await diagnoseOriginal(room, record, originals);
    const frames = diagnoseRenditions(room, record, renditions.get(record.id) ?? []);
    if (original.lost && frames.left === 0) diagnoses.push(giveUp(room, record));
    else {
      const pictures = [diagnosePoster(room, record, posters), diagnosePreview(room, record, previews)];
      diagnoses.push(original, frames, ...pictures, diagnoseCopy(room, record, watching));
    }
  }
  const changes = diagnoses.flatMap((diagnosis) => diagnosis.changes);
  if (changes.length > 0) {
    tables.commit('mend the library', () => {
      for (const change of changes) change();
    });
  }
  return diagnoses.flatMap((diagnosis) => diagnosis.findings);
}

async function diagnoseOriginal(
  { tables, layout }: MendRoom,
  record: ClipRecord,
  onDisk: ReadonlyMap<string, number>,
): Promise<Diagnosis & { lost: boolean }> {
  const { id, name, originalExtension: extension, originalBytes } = record;
  if (extension !== null && onDisk.get(layout.original(id, extension)) === originalBytes)
    return { lost: false, ...WELL };

  const found = await findOriginal(layout.originals, record, onDisk);
  if (found !== undefined) {
    const message = `The original of "${name}" is back.`;
    return { lost: false, ...diagnosis(id, 'original-found', message, () => tables.clips.setOriginal(id, found)) };
  }
  if (extension === null) return { lost: true, ...WELL };
  const message = `The original of "${name}" is missing or damaged; the clip plays on, but send the file again before the panel or its rotation changes.`;
  return { lost: true, ...diagnosis(id, 'original-lost', message, () => tables.clips.setOriginal(id, null)) };
}

/** The extension of a file that carries the clip's id and is its original, byte for byte. */
async function findOriginal(
  folder: string,
  { id, sha256, originalBytes }: ClipRecord,
  onDisk: ReadonlyMap<string, number>,
): Promise<string | undefined> {
  for (const [path, bytes] of onDisk) {
    const extension = extname(path);
    if (bytes !== originalBytes || path !== `${folder}/${id}${extension}` || !isOriginalExtension(extension)) continue;
    if ((await hashFile(path)) === sha256) return extension;
  }
  return undefined;
}

function diagnoseRenditions(
  { tables, layout }: MendRoom,
  { id, name }: ClipRecord,
  renditions: readonly RenditionRecord[],
): Diagnosis & { left: number } {
  const onDisk = scanFolder(layout.renditionFolder(id));
  const lost = renditions.filter(({ planKey, bytes }) => onDisk.get(layout.rendition(id, planKey)) !== bytes);
  const left = renditions.length - lost.length;
  if (lost.length === 0) return { left, ...WELL };
  const message = `Frames of "${name}" are missing or damaged and have to be made again.`;
  const deleteRows = () => {
    for (const { planKey } of lost) tables.renditions.delete(id, planKey);
  };
  return { left, ...diagnosis(id, 'rendition-lost', message, deleteRows) };
}

function diagnosePoster(
  { tables, layout }: MendRoom,
  { id, name, hasPoster }: ClipRecord,
  onDisk: ReadonlyMap<string, number>,
): Diagnosis {
  if (!hasPoster || (onDisk.get(layout.poster(id)) ?? 0) > 0) return WELL;
  return diagnosis(id, 'poster-lost', `The poster of "${name}" is missing.`, () => tables.clips.setPoster(id, false));
}

function diagnosePreview(
  { tables, layout }: MendRoom,
  { id, name }: ClipRecord,
  { rows, onDisk }: { rows: ReadonlyMap<string, PreviewRecord>; onDisk: ReadonlyMap<string, number> },
): Diagnosis {
  const preview = rows.get(id);
  if (preview === undefined) return WELL;
  if (onDisk.get(layout.preview(id, preview.version, preview.format)) === preview.bytes) return WELL;
  const message = `The moving preview of "${name}" is missing or damaged and has to be made again.`;
  return diagnosis(id, 'preview-lost', message, () => tables.previews.delete(id));
}

/** A copy is made again whenever there is room: its loss is nothing that people should read about. */
function diagnoseCopy(
  { tables, layout }: MendRoom,
  { id }: ClipRecord,
  { rows, onDisk }: { rows: ReadonlyMap<string, WatchingRecord>; onDisk: ReadonlyMap<string, number> },
): Diagnosis {
  const { version = null, bytes } = rows.get(id) ?? { bytes: 0 };
  if (version === null || onDisk.get(layout.preview(id, version, 'mp4')) === bytes) return WELL;
  return { findings: [], changes: [() => tables.watching.delete(id)] };
}

function giveUp({ tables }: MendRoom, { id, name }: ClipRecord): Diagnosis {
  const message = `"${name}" had neither its original nor any frames left and is removed; send it again.`;
  return diagnosis(id, 'clip-lost', message, () => tables.clips.delete(id));
}

const WELL: Diagnosis = { findings: [], changes: [] };

function diagnosis(clipId: string, code: MendCode, message: string, change: () => void): Diagnosis {
  return { findings: [{ code, message, clipId }], changes: [change] };
}
