import { join } from 'node:path';
import type { PreviewFormat } from '../protocol/clip.js';
import { libraryError } from './library-error.js';
import { isOriginalExtension } from './original-type.js';

/** First 32 hex digits of the original's SHA-256. */
export const CLIP_ID = /^[0-9a-f]{32}$/;
/** What convert's planKey gives. */
export const PLAN_KEY = /^[0-9a-f]{16}$/;
/** Of a preview's content. */
const VERSION = /^[0-9a-f]{16}$/;

/**
 * Where everything lies below the library's root.
 *
 *     library.db            facts (with library.db-wal and -shm while in use)
 *     library.lock          held by the one daemon that may write here
 *     originals/ID.ext      the files as they were sent
 *     renditions/ID/KEY.zip frames for one plan
 *     posters/ID.jpg
 *     previews/ID-VERSION.webp (or .gif; .mp4: the small copy of a video)
 *     staging/UUID/         work in progress; emptied at start
 *     recovered/            originals that no clip claimed at a start
 *     copies/N.db           of library.db, the highest number is the newest
 *     damaged/N.db          what library.db was before it was made anew
 *
 * Paths are made of checked ids only: no name from outside becomes part of one.
 */
export class Layout {
  readonly root: string;
  readonly database: string;
  readonly lock: string;
  readonly originals: string;
  readonly renditions: string;
  readonly posters: string;
  readonly previews: string;
  readonly staging: string;
  readonly recovered: string;
  readonly copies: string;
  readonly damaged: string;

  constructor(root: string) {
    this.root = root;
    this.database = join(root, 'library.db');
    this.lock = join(root, 'library.lock');
    this.originals = join(root, 'originals');
    this.renditions = join(root, 'renditions');
    this.posters = join(root, 'posters');
    this.previews = join(root, 'previews');
    this.staging = join(root, 'staging');
    this.recovered = join(root, 'recovered');
    this.copies = join(root, 'copies');
    this.damaged = join(root, 'damaged');
  }

  /** @param extension one of original-type.ts, with its dot. */
  original(id: string, extension: string): string {
    if (!isOriginalExtension(extension)) {
      throw libraryError('library-bad-id', `${JSON.stringify(extension)} is no ending the library gives to originals.`);
    }
    return join(this.originals, checked(CLIP_ID, id) + extension);
  }

  renditionFolder(id: string): string {
    return join(this.renditions, checked(CLIP_ID, id));
  }

  rendition(id: string, planKey: string): string {
    return join(this.renditionFolder(id), `${checked(PLAN_KEY, planKey)}.zip`);
  }

  poster(id: string): string {
    return join(this.posters, `${checked(CLIP_ID, id)}.jpg`);
  }

  /** @param version of its content, so that another one is another file. */
  preview(id: string, version: string, format: PreviewFormat | 'mp4'): string {
    return join(this.previews, `${checked(CLIP_ID, id)}-${checked(VERSION, version)}.${format}`);
  }
}

function checked(pattern: RegExp, id: string): string {
  if (pattern.test(id)) return id;
  throw libraryError('library-bad-id', `${JSON.stringify(id)} is not an id; expected ${pattern.source}.`);
}
