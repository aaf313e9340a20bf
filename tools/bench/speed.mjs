// A hook call beside a bare Express handler, another patient each time: with a card, without one, with a token.
import { hookCall, silentCall } from './bodies.mjs';
import { compare } from './load.mjs';
import { answerOf, offeredBy, startOurs, VIEW } from './ours.mjs';
import { startServer } from './processes.mjs';
import { table } from './tables.mjs';
import { createSigner } from './tokens.mjs';

const BASE_URL = 'https://bench.example';
const ROUNDS = { rounds: 9, seconds: 1 };

/** @returns {Promise<{ text: string, met: boolean }>} */
export async function measureSpeed() {
  const now = Date.now();
  const ours = await startOurs({ auth: 'off', memory: { enabled: true } });
  const offered = await offeredBy(ours);
  const spoken = JSON.stringify(hookCall(offered, 10, now));
  const silent = JSON.stringify(silentCall(offered, 10, now));
  const card = await answerOf(ours, spoken);
  const none = await answerOf(ours, silent);
  if (card.cards.length === 0 || none.cards.length > 0) throw new Error('the bodies are not what they are meant to be');
  const rows = [];
  for (const [what, body, answer, budget] of /** @type {const} */ ([
    ['with a card', spoken, card, 0.7],
    ['silent', silent, none, 1.2],
  ])) {
    const bare = await startServer('bare-server.mjs', { BARE: JSON.stringify({ card: answer }) });
    const target = { path: VIEW, body };
    const measured = await compare({ server: ours, ...target }, { server: bare, ...target }, ROUNDS);
    rows.push(rowOf(`${what} (${kb(body)} in, ${kb(JSON.stringify(answer))} out)`, measured, budget));
    await bare.stop();
  }
  await ours.stop();
  rows.push(await withTokens(spoken, card));
  const head = [
    'another patient with each call',
    'throughput',
    'processor time',
    'calls/s',
    'ms a call',
    'p50, p99',
    'budget',
    '',
  ];
  return {
    text: table(
      head,
      rows.map(({ cells }) => cells),
    ),
    met: rows.every((r) => r.met),
  };
}

/**
 * @param {string} body
 * @param {object} card
 */
async function withTokens(body, card) {
  const signer = await createSigner(BASE_URL + VIEW);
  const clients = [{ name: 'bench', issuer: signer.issuer, jwks: signer.jwks, fhirServers: [] }];
  const guarded = await startOurs({ publicBaseUrl: BASE_URL, auth: 'required', clients });
  const bare = await startServer('bare-server.mjs', {
    BARE: JSON.stringify({ card, jwks: signer.jwks, audience: BASE_URL + VIEW }),
  });
  const target = { path: VIEW, body, calls: 1_000, tokens: signer };
  const measured = await compare(
    { server: guarded, ...target },
    { server: bare, ...target },
    { rounds: 5, seconds: 0 },
  );
  await Promise.all([guarded.stop(), bare.stop()]);
  return rowOf('with a card and an ES384 token, verified by both', measured, 0.9);
}

/**
 * @param {string} what
 * @param {Awaited<ReturnType<typeof compare>>} r
 * @param {number} budget of throughput
 */
function rowOf(what, r, budget) {
  const met = r.throughputRatio >= budget;
  const pair = (/** @type {number} */ a, /** @type {number} */ b, digits = 0) =>
    `${a.toFixed(digits)}, bare ${b.toFixed(digits)}`;
  const cells = [
    what,
    `**${r.throughputRatio.toFixed(2)} ×**`,
    `${r.cpuRatio.toFixed(2)} ×`,
    pair(r.ours.perSecond, r.bare.perSecond),
    pair(r.ours.cpuMsPerCall, r.bare.cpuMsPerCall, 3),
    `${r.ours.p50} ms, ${r.ours.p99} ms`,
    `≥ ${budget} ×`,
    met ? '' : 'missed',
  ];
  return { cells, met };
}

function kb(/** @type {string} */ text) {
  return `${(text.length / 1024).toFixed(1)} KB`;
}
