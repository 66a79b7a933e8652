import type { Plugin } from 'vite';

/**
 * Vite would only have the chunk of src/early.ts fetched ahead, and run together with all that imports it; here it runs as soon as it is there. The
 * browser knows by its address that it is the same module.
 */
export function earlyScript(): Plugin {
  return {
    name: 'framed-early-script',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => {
        const preload = /<link rel="modulepreload" crossorigin href="(\.\/assets\/early-[^"]+)">/;
        if (!preload.test(html)) throw new Error('the build has no early script');
        return html.replace(preload, '<script type="module" async crossorigin src="$1"></script>');
      },
    },
  };
}
