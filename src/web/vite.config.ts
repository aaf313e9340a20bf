// Builds the three pages and the SMART launch page into dist/web; nothing inline, nothing from elsewhere.
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // a strict Content-Security-Policy has no place for data: URLs or inline scripts
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['console/index.html', 'trend/index.html', 'trend/launch.html', 'insights/index.html'].map(here),
    },
  },
});
