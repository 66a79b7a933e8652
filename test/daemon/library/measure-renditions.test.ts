import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import t from 'tap';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { packageRoot } from '../../../daemon/package-root.js';
import { openTestLibrary, PLAN_A, publishClip } from './staged-clips.js';

const DEMO = join(packageRoot, 'daemon/demo/demo-320x240.zip');

t.test(
  'frames from before sizes were noted are measured at the next start, and can be shown in place of others',
  async (t) => {
    const root = t.testdir();
    const library = await openTestLibrary(t, { root });
    const { clip } = await publishClip(library);
    const path = library.renditionPath(clip.id, PLAN_A) ?? '';
    await library.close();
    await copyFile(DEMO, path);
    FrameZipReader.open(path).close();
    const database = new Database(`${root}/library.db`);
    const { size } = await import('node:fs').then(({ statSync }) => statSync(path));
    database.prepare('UPDATE renditions SET width = 0, height = 0, bytes = ?').run(size);
    database.close();

    const again = await openTestLibrary(t, { root });
    t.equal(again.shownFrames(clip.id, { planKey: 'c'.repeat(16), width: 320, height: 240 })?.path, path);
    t.same(again.report.findings, []);
  },
);
