import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../../daemon/package-root.js';

const folder = join(packageRoot, 'dist/web-ui');
/** Issue 7: what has to be loaded before what plays now can be seen and changed. */
const MAX_SCRIPT_BYTES = 60_000;
/** Style sheets hold up the first picture as well. */
const MAX_STYLE_BYTES = 10_000;

interface BuiltFile {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

t.test('the first visit loads little, and nothing of the other views', (t) => {
  const manifest: Readonly<Record<string, BuiltFile>> = JSON.parse(
    readFileSync(join(folder, '.vite/manifest.json'), 'utf8'),
  );
  const loaded = new Set<string>();
  const load = (key: string) => {
    if (loaded.has(key)) return;
    loaded.add(key);
    for (const imported of manifest[key]?.imports ?? []) load(imported);
  };
  load('index.html');
  const files = [...loaded].map((key) => manifest[key]);
  const scripts = files.map((built) => built?.file ?? '');
  const styles = files.flatMap((built) => built?.css ?? []);
  const scriptBytes = gzippedBytes(scripts);
  t.comment(`${scriptBytes} bytes of JavaScript, ${gzippedBytes(styles)} of style sheets`);
  t.ok(scriptBytes <= MAX_SCRIPT_BYTES, `${scriptBytes} bytes of JavaScript in ${scripts.join(', ')}`);
  t.ok(gzippedBytes(styles) <= MAX_STYLE_BYTES, `${gzippedBytes(styles)} bytes of style sheets`);
  t.notMatch(
    [...loaded].join(),
    /views\/(clips|playlists|schedule|settings)|sign-in-screen|file-sender|texts\/de\/clips/,
  );
  t.end();
});

t.test('there are tabs to see before any script has come', (t) => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const [tabs = ''] = /<nav class="tabs"[\s\S]*<\/nav>/.exec(html) ?? [];
  t.equal(
    tabs.match(/<a class="tab"><svg [^>]+><path /g)?.length,
    5,
    'as many as there are views, each with its picture',
  );
  t.notMatch(tabs, /[A-Za-z]{3,}<\//, 'and no words, since the language is not known yet');
  t.end();
});

t.test('the script of the first look is compiled while it arrives', (t) => {
  const name = /src="\.\/(assets\/index-[^"]+\.js)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))?.[1] ?? '';
  t.match(readFileSync(join(folder, name), 'utf8'), /^\/\/# allFunctionsCalledOnLoad\n/);
  t.end();
});

t.test('what a phone’s home screen wants is there', (t) => {
  const { icons } = JSON.parse(readFileSync(join(folder, 'manifest.webmanifest'), 'utf8'));
  for (const { src } of icons) t.ok(existsSync(join(folder, src)), src);
  t.ok(existsSync(join(folder, 'apple-touch-icon.png')));
  t.end();
});

t.test('the service worker keeps every file of this build', (t) => {
  const worker = readFileSync(join(folder, 'service-worker.js'), 'utf8');
  t.notMatch(worker, '__PAGE_FILES__');
  const manifest: Readonly<Record<string, BuiltFile>> = JSON.parse(
    readFileSync(join(folder, '.vite/manifest.json'), 'utf8'),
  );
  for (const { file } of Object.values(manifest)) if (file.startsWith('assets/')) t.match(worker, file);
  t.end();
});

/** As they are sent; what is too small to be compressed counts as it is. */
function gzippedBytes(files: readonly string[]): number {
  const sizeOf = (file: string) => {
    const path = join(folder, file);
    return readFileSync(existsSync(`${path}.gz`) ? `${path}.gz` : path).length;
  };
  return files.reduce((sum, file) => sum + sizeOf(file), 0);
}
