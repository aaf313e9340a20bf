// Where a server's processor time goes: the nearest of our own functions to what V8 saw running decides.
import { Session } from 'node:inspector/promises';

const AREAS = [
  [/dist\/src\/http\/body\.js/, 'JSON.parse of the body, and its check'],
  [/dist\/src\/clinical\/facts\//, 'facts: Observation to measurement, conditions, drugs'],
  [/dist\/src\/clinical\//, 'reading: stages, kidneys, trend, treatment'],
  [/dist\/cds-services\//, 'rules'],
  [/dist\/src\/(?:cards|decision)\//, 'cards: summary, table, evidence'],
  [/dist\/src\/(?:protocol|contracts)\//, 'protocol: request, prefetch, identities, JSON of the answer'],
  [/dist\/src\/trust\//, 'trust'],
  [/dist\/src\/store\//, 'store: what was shown'],
  [/dist\/src\/ops\//, 'log and metrics'],
  [/dist\/src\//, 'http: endpoint, headers, turns'],
];

/** Answers `{ profile: 'start' }` and `{ profile: 'stop' }` from the process that measures. */
export function answerProfiles() {
  /** @type {Session | undefined} */
  let session;
  process.on('message', (/** @type {any} */ message) => {
    if (message?.profile === 'start') void begin();
    if (message?.profile === 'stop') void end();
  });

  async function begin() {
    session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 250 });
    await session.post('Profiler.start');
    process.send?.({ profiling: true });
  }

  async function end() {
    if (!session) return;
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    process.send?.({ shares: Object.fromEntries(sharesOf(profile)) });
  }
}

function sharesOf(/** @type {import('node:inspector').Profiler.Profile} */ { nodes, samples = [], timeDeltas = [] }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  /** @type {Map<string, number>} */
  const shares = new Map();
  samples.forEach((id, i) => {
    const area = areaOf(id);
    if (area) shares.set(area, (shares.get(area) ?? 0) + (timeDeltas[i] ?? 0));
  });
  return shares;

  function areaOf(/** @type {number} */ id) {
    const leaf = byId.get(id)?.callFrame.functionName;
    if (leaf === '(idle)' || leaf === '(program)') return undefined;
    if (leaf === '(garbage collector)') return 'garbage collection';
    for (let at = /** @type {number | undefined} */ (id); at !== undefined; at = parents.get(at)) {
      const url = byId.get(at)?.callFrame.url ?? '';
      const area = AREAS.find(([path]) => path.test(url));
      if (area) return area[1];
    }
    return 'Node: sockets, HTTP, streams, timers';
  }
}
