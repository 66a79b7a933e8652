import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { DaemonProcess } from './daemon-process.js';
import { lastingFolder } from './lasting-folder.js';
import { LiveClient } from './live-client.js';

const BUNNY = join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4');

t.test('a clip copied into a watched folder plays, and words copied there disturb nobody', async (t) => {
  const root = lastingFolder(t, { data: {}, inbox: {} });
  const inbox = join(root, 'inbox');
  const config = join(root, 'config.yaml');
  await writeFile(config, `watch: { folders: [${JSON.stringify(inbox)}], settle_seconds: 1 }\n`);
  const daemon = await DaemonProcess.start({ data: join(root, 'data'), words: ['--config', config] });
  t.teardown(() => daemon.stop());
  const live = await LiveClient.connect(daemon.url, t);
  await mkdir(join(inbox, 'holiday'));
  await writeFile(join(inbox, 'holiday/list.txt'), 'not a clip');
  await copyFile(BUNNY, join(inbox, 'holiday/bunny.mp4'));
  await live.until(({ player }) => player.now?.name === 'bunny.mp4');
  const state = await live.until(({ clips }) => Object.keys(clips).length > 0);
  t.equal(Object.keys(state.clips).length, 1);
  t.same(
    Object.values(state.jobs).filter(({ stage }) => stage === 'failed'),
    [],
  );
});
