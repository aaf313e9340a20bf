// `npm start`: installs and builds what is missing or stale, then runs the server in this process and terminal.
import { pathToFileURL } from 'node:url';
import { buildIsStale, installWhatIsMissing, main, run } from './steps.mjs';

if (buildIsStale()) {
  installWhatIsMissing();
  process.stderr.write('Building …\n');
  run(process.execPath, ['tools/build.mjs']);
}

// In this process, so that every signal reaches the server itself; it takes itself for the program that was started.
process.argv[1] = main;
await import(pathToFileURL(main).href);
