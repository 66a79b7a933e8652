import { copyFile, writeFile } from 'node:fs/promises';
import t from 'tap';
import { originalExtension } from '../../../daemon/library/original-type.js';
import { packageRoot } from '../../../daemon/package-root.js';

t.test('the ending is that of the content, whatever the file is called', async (t) => {
  const fixtures = {
    'asset-mpeg4.mov': '.mov',
    'bunny-640x480-25fps.mp4': '.mp4',
    'crawl.gif': '.gif',
    'photo.heic': '.heic',
    'loop-format-bunny.zip': '.zip',
    'vp9-1080x1080.webm': '.webm',
  };
  const folder = t.testdir();
  for (const [name, extension] of Object.entries(fixtures)) {
    await copyFile(`${packageRoot}test/fixtures/${name}`, `${folder}/misleading.php`);
    t.equal(await originalExtension(`${folder}/misleading.php`), extension, name);
  }
});

t.test('content that nothing knows, and no content, is .bin', async (t) => {
  const folder = t.testdir();
  for (const content of ['', '<script>', 'RIFF']) {
    await writeFile(`${folder}/file.mp4`, content);
    t.equal(await originalExtension(`${folder}/file.mp4`), '.bin');
  }
});
