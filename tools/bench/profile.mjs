// Where the time of a call goes, with a card and without.
import { hookCall, silentCall } from './bodies.mjs';
import { measure } from './load.mjs';
import { offeredBy, startOurs, VIEW } from './ours.mjs';
import { table } from './tables.mjs';

const CALLS = 6_000;

/** @returns {Promise<{ text: string, met: boolean }>} */
export async function measureProfile() {
  const server = await startOurs({ auth: 'off', memory: { enabled: true } });
  const offered = await offeredBy(server);
  /** @type {Record<string, number>[]} */
  const profiles = [];
  for (const make of [hookCall, silentCall]) {
    const target = { server, path: VIEW, body: JSON.stringify(make(offered, 10, Date.now())), calls: CALLS };
    await measure(target, 0);
    await server.ask({ profile: 'start' });
    await measure(target, 0);
    const { shares } = await server.ask({ profile: 'stop' });
    profiles.push(shares);
  }
  await server.stop();
  const [spoken = {}, silent = {}] = profiles;
  const areas = [...new Set([...Object.keys(spoken), ...Object.keys(silent)])].sort(
    (a, b) => (spoken[b] ?? 0) - (spoken[a] ?? 0),
  );
  const share = (/** @type {Record<string, number>} */ of, /** @type {string} */ area) => {
    const all = Object.values(of).reduce((sum, us) => sum + us, 0);
    return `${((100 * (of[area] ?? 0)) / all).toFixed(1)} %`;
  };
  const perCall = (/** @type {Record<string, number>} */ of) =>
    `${(Object.values(of).reduce((sum, us) => sum + us, 0) / CALLS / 1_000).toFixed(3)} ms`;
  const rows = areas.map((area) => [area, share(spoken, area), share(silent, area)]);
  return {
    text: table(
      ['share of the main thread', 'with a card', 'silent'],
      [...rows, ['**a call**', perCall(spoken), perCall(silent)]],
    ),
    met: true,
  };
}
