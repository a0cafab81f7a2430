/** Builds the console into dist/console. Without a plugin: the compiler inside Vite knows JSX. */
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative, so that the pages work under whatever path a proxy puts before them.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // The Content-Security-Policy allows files of this listener and nothing written into a page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
