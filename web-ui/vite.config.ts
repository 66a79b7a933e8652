import { defineConfig } from 'vite';

/** Builds the page into dist/web-ui, from where the daemon serves it. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: { outDir: '../dist/web-ui', emptyOutDir: true, target: 'es2022' },
});
