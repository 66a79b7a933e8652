import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * V8 (Chromium 136 and later; its explainer of explicit compile hints) then compiles every function of the file beside the page's thread, while it
 * arrives, in place of each at its first call. To be the file's first line.
 */
const HINT = '//# allFunctionsCalledOnLoad\n';

/** Marks the script of the first look, nearly all of which runs at once. */
export function compileAhead(): Plugin {
  return {
    name: 'framed-compile-ahead',
    apply: 'build',
    // Later than Vite, which puts its list of files in front of the code when a bundle is complete.
    async writeBundle({ dir = '' }, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.isEntry || chunk.name !== 'index') continue;
        const path = join(dir, chunk.fileName);
        await writeFile(path, HINT + (await readFile(path, 'utf8')));
      }
    },
  };
}
