// Servers under measurement, each in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Server
 * @property {string} url
 * @property {() => Promise<{ cpuMs: number, longestTurnMs: number, heapMb: number, rssMb: number }>} usage
 * @property {(message: object) => Promise<any>} ask sends it and resolves with what is answered
 * @property {(message: object) => void} tell
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<void>} ended when the process has
 * @property {() => Promise<void>} stop
 */

/**
 * Starts one of the servers beside this file; its log goes nowhere.
 *
 * @param {string} file
 * @param {Record<string, string>} env
 * @returns {Promise<Server>}
 */
export async function startServer(file, env) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [told] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof told !== 'object' || told === null) throw new Error(`${file} did not start`);
  const exited = once(child, 'exit');
  // one question at a time
  const ask = async (/** @type {unknown} */ message) => {
    child.send(message);
    return (await once(child, 'message'))[0];
  };
  return {
    url: `http://127.0.0.1:${told.port}`,
    child,
    ended: exited.then(() => undefined),
    ask,
    tell: (message) => void child.send(message),
    async usage() {
      const { cpuMs, longestTurnMs, memory } = await ask('usage');
      return { cpuMs, longestTurnMs, heapMb: memory.heapUsed / 2 ** 20, rssMb: memory.rss / 2 ** 20 };
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
