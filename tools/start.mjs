// `npm start`: installs and builds what is missing or stale, then runs the server in this process and terminal.
import { pathToFileURL } from 'node:url';
import { buildWhatIsStale, main } from './steps.mjs';

buildWhatIsStale();

// npm hands on SIGTERM and SIGINT. Killed by any other signal, it would leave the server on its port.
if (process.env.npm_lifecycle_event) {
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}

// In this process, so that every signal reaches the server itself; it takes itself for the program that was started.
process.argv[1] = main;
await import(pathToFileURL(main).href);
