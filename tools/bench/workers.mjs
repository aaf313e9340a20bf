// Several workers beside one process: throughput, processor time and memory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { main } from '../steps.mjs';
import { hookCall } from './bodies.mjs';
import { measure, median } from './load.mjs';
import { offeredBy, VIEW } from './ours.mjs';
import { table } from './tables.mjs';

const N = 2;
const ROUNDS = 5;
/** Connections for each process: n workers serve n times the callers. */
const EACH = 8;
const GOAL = 0.85;
/** Of a clock tick, milliseconds; the same on every Linux that Node runs on. */
const TICK_MS = 10;

/** @returns {Promise<{ text: string, met: boolean }>} */
export async function measureWorkers() {
  const one = await startWorkers(1);
  const many = await startWorkers(N);
  const body = JSON.stringify(hookCall(await offeredBy(one), 10, Date.now()));
  for (const server of [one, many]) await measure({ server, path: VIEW, body, calls: 8_000, connections: N * EACH }, 0);
  const pairs = [];
  for (let i = 0; i < ROUNDS; i++) {
    const alone = await measure({ server: one, path: VIEW, body, connections: EACH }, 2);
    pairs.push({ alone, together: await measure({ server: many, path: VIEW, body, connections: N * EACH }, 2) });
  }
  const throughput = median(pairs.map(({ alone, together }) => together.perSecond / alone.perSecond));
  const perProcessor = median(pairs.map(({ alone, together }) => (N * alone.cpuMsPerCall) / together.cpuMsPerCall));
  const memory = [one, many].map((server) => server.residents().map((mb) => mb.toFixed(0)));
  await Promise.all([one.stop(), many.stop()]);
  const met = perProcessor >= GOAL * N;
  const rows = [
    [
      `calls that ${N} workers answer for each that one process does, by processor time`,
      `${perProcessor.toFixed(2)} ×`,
      `≥ ${GOAL * N} ×`,
      met ? '' : 'missed',
    ],
    [
      'the same by the clock, what sends the calls on the same cores',
      `${throughput.toFixed(2)} × (${availableParallelism()} cores)`,
      '',
      '',
    ],
    ['resident memory: one process', `${memory[0]?.join(', ')} MB`, '', ''],
    [`resident memory: first process and ${N} workers`, `${memory[1]?.join(', ')} MB`, '', ''],
  ];
  return { text: table(['what', 'measured', 'budget', ''], rows), met };
}

/** As it runs in production, on embedded SQLite. */
async function startWorkers(/** @type {number} */ workers) {
  const folder = mkdtempSync(join(tmpdir(), 'clearstage-workers-'));
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ auth: 'off' }));
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      CLEARSTAGE_CONFIG: config,
      CLEARSTAGE_DATA_DIR: join(folder, 'data'),
      CLEARSTAGE_WORKERS: String(workers),
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise((resolve) => {
    lines.on('line', (line) => {
      if (line.includes('"server started"')) resolve(JSON.parse(line).url);
    });
  });
  // compiled ahead of the first call
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const pids = () => [child.pid, ...childrenOf(child.pid)];
  return {
    url,
    usage: async () => ({ cpuMs: pids().reduce((sum, pid) => sum + cpuMsOf(pid), 0) }),
    residents: () => pids().map((pid) => residentMbOf(pid)),
    async stop() {
      child.kill('SIGINT');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @returns {number[]} */
function childrenOf(/** @type {number | undefined} */ pid) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(Number(name))[1] === String(pid))
    .map(Number);
}

/** Fields of /proc/<pid>/stat after the name: state, parent, … */
function statOf(/** @type {number | undefined} */ pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  } catch {
    return [];
  }
}

function cpuMsOf(/** @type {number | undefined} */ pid) {
  const stat = statOf(pid);
  return (Number(stat[11] ?? 0) + Number(stat[12] ?? 0)) * TICK_MS;
}

function residentMbOf(/** @type {number | undefined} */ pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
