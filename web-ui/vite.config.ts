import { join } from 'node:path';
import { defineConfig } from 'vite';
import { compileAhead } from './build/compile-ahead.js';
import { compress } from './build/compress.js';
import { earlyScript } from './build/early-script.js';
import { icons } from './build/icons.js';
import { pageFiles } from './build/page-files.js';
import { shell } from './build/shell.js';

/** Builds the page into dist/web-ui, from where the daemon serves it. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  plugins: [icons(), earlyScript(), shell(), compileAhead(), pageFiles(), compress()],
  build: {
    outDir: '../dist/web-ui',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing is preloaded that waits for it, and it watches every change of the page.
    modulePreload: { polyfill: false },
    // Tests read from it what the first visit loads.
    manifest: true,
    rollupOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        early: join(import.meta.dirname, 'src/early.ts'),
        'service-worker': join(import.meta.dirname, 'src/offline/service-worker.ts'),
      },
      output: {
        // A browser asks for a service worker by the same name again.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
      // zod's comments speak of annotations in words, which Rollup takes for misplaced ones.
      onwarn: (warning, warn) => warning.code === 'INVALID_ANNOTATION' || warn(warning),
    },
  },
});
