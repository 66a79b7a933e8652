import { defineConfig } from 'vite';

/** Builds the page into dist/web-ui, from where the daemon serves it. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    outDir: '../dist/web-ui',
    emptyOutDir: true,
    target: 'es2022',
    rollupOptions: {
      // zod's comments speak of annotations in words, which Rollup takes for misplaced ones.
      onwarn: (warning, warn) => warning.code === 'INVALID_ANNOTATION' || warn(warning),
    },
  },
});
