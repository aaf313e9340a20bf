// Builds `clearstage/reading` into one file without dependencies, for Node, bundlers and browsers alike.
import { defineConfig } from 'vite';
import { join } from 'node:path';
import { root } from './steps.mjs';

export default defineConfig({
  root,
  publicDir: false,
  build: {
    outDir: join(root, 'dist'),
    emptyOutDir: false,
    target: 'es2023',
    minify: false,
    lib: { entry: join(root, 'src/reading.ts'), formats: ['es'], fileName: 'reading' },
  },
});
