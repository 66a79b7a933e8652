import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Stands in the service worker's source. */
const PLACE = '__PAGE_FILES__';

/** Tells the service worker which files the page has, so that all of them are there when the daemon is not. Another build is another worker. */
export function pageFiles(): Plugin {
  return {
    name: 'framed-page-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const worker = bundle['service-worker.js'];
      if (worker?.type !== 'chunk') throw new Error('the build has no service worker');
      const files = Object.keys(bundle).filter((file) => file.startsWith('assets/'));
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
      const told = JSON.stringify({ version, files: ['./', './favicon.svg', ...files.map((file) => `./${file}`)] });
      worker.code = worker.code.replace(new RegExp(`["'\`]${PLACE}["'\`]`), () => JSON.stringify(told));
    },
  };
}
