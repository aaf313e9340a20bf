// Builds dist/, or the folder that is named: TypeScript to JavaScript, the data files beside it, the pages, and the reading as one file.
import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root, run } from './steps.mjs';

const DATA_FOLDERS = ['src', 'cds-services'];
/** Truth tables and what was accepted are for tests; nothing reads them at run time. */
const FOR_TESTS = /(?:\.examples|\/accepted)\.json$/;
const out = resolve(root, process.argv[2] ?? 'dist');
const fresh = `${out}.${process.pid}`;
const old = `${fresh}.old`;

process.on('exit', () => {
  rmSync(fresh, { recursive: true, force: true });
  rmSync(old, { recursive: true, force: true });
});

run('tsc', ['-p', 'tsconfig.build.json', '--outDir', fresh]);
copyDataFiles();
const web = join(root, 'src/web/vite.config.ts');
if (existsSync(web)) run('vite', ['build', '--config', web, '--outDir', join(fresh, 'web'), '--logLevel', 'warn']);

const reading = join(root, 'tools/reading.vite.config.mjs');
run('vite', ['build', '--config', reading, '--outDir', fresh, '--logLevel', 'warn']);

// Swapped at the end: a running server or a second build never meets half a build.
if (existsSync(out)) renameSync(out, old);
renameSync(fresh, out);

/** JSON that the code reads at run time lies beside it in dist/ as in the source. */
function copyDataFiles() {
  for (const folder of DATA_FOLDERS) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, path);
      if (path.endsWith('.json') && !FOR_TESTS.test(file)) cpSync(join(root, file), join(fresh, file));
    }
  }
}
