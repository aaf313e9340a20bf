// Mixed traffic as a hospital sends it: cards, silence, calls that make us ask the FHIR server, big charts, feedback, strangers
// and broken calls. Everything sent is accounted for: answered, refused with a word on when to come again, cut off, or lost.
import { randomUUID } from 'node:crypto';
import { hookCall, silentCall } from '../bodies.mjs';
import { VIEW } from '../ours.mjs';

/** @typedef {{ sent: number, answered: number, refused: number, cut: number, lost: number, wrong: number }} Count */
/** @typedef {{ url: string, isDown: boolean, stops: number, clockIsWrong: boolean }} World what the traffic may know of the server */

/** What is sent, over and over, one caller after the other; feedback is about what was shown before. */
const DECK = /** @type {const} */ ([
  'with a card',
  'silent',
  'FHIR server to be asked',
  'silent',
  'broken',
  'with a card',
  'feedback',
  'silent',
  'with a card',
  'silent',
  'FHIR server to be asked',
  'silent',
  'stranger',
  'with a card',
  'feedback',
  'silent',
]);
const KINDS = [...new Set([...DECK, 'big chart'])];
/** A big chart comes after so many others. */
const BIG_AFTER = 100;
/** Enough that each kind has been sent. */
export const DECKFUL = 2 * DECK.length;
const BIG = 2_000;
const CALLERS = 6;
const PAUSE_MS = 20;
const MOST_WAITING = 5_000;

/**
 * @param {World} world
 * @param {{ services: readonly { prefetch?: Record<string, string> }[], sign: () => Promise<string>, signFeedback: () => Promise<string>, fhirServer: string }} given
 */
export function startTraffic(world, { services, sign, signFeedback, fhirServer }) {
  const now = Date.now();
  const bodies = {
    spoken: JSON.stringify(hookCall(services, 10, now)),
    silent: JSON.stringify(silentCall(services, 10, now)),
    big: JSON.stringify(hookCall(services, BIG, now)),
  };
  const { prefetch: _, ...bare } = JSON.parse(bodies.spoken);
  const asking = JSON.stringify({ ...bare, fhirServer });
  /** @type {Map<string, Count>} */
  const counts = new Map(KINDS.map((kind) => [kind, { sent: 0, answered: 0, refused: 0, cut: 0, lost: 0, wrong: 0 }]));
  /** @type {string[]} */
  const unexpected = [];
  /** @type {string[]} shown and not yet answered, refused ones among them: they are sent again */
  const shown = [];
  /** @type {Set<string>} */
  const acknowledged = new Set();
  const ended = new AbortController();
  let patients = 0;
  let dealt = 0;

  /** @returns {Promise<Response & { told: string }>} */
  async function post(/** @type {string} */ path, /** @type {string} */ body, /** @type {string | undefined} */ token) {
    const authorization = token === undefined ? undefined : { authorization: `Bearer ${token}` };
    const headers = { 'content-type': 'application/json', ...authorization };
    const response = await fetch(world.url + path, { method: 'POST', headers, body });
    return Object.assign(response, { told: await response.text() });
  }

  const another = (/** @type {string} */ body) =>
    body
      .replace('"family":"Bench"', `"family":"E${patients++}"`)
      .replaceAll('"bench"', `"e${patients}"`)
      .replaceAll('Patient/bench', `Patient/e${patients}`)
      .replace(/"hookInstance":"[^"]*"/, `"hookInstance":"${randomUUID()}"`);

  /** @type {Record<string, () => Promise<[status: number, expected: readonly number[], retryAfter: string | null, told: string]>>} */
  const send = {
    'with a card': () => call(another(bodies.spoken), [200]),
    silent: () => call(another(bodies.silent), [200]),
    // without its data a call cannot be answered, and says so
    'FHIR server to be asked': () => call(asking, [200, 412]),
    'big chart': () => call(another(bodies.big), [200]),
    async stranger() {
      const r = await post(VIEW, bodies.silent, undefined);
      return [r.status, [401, 429], null, r.told];
    },
    async broken() {
      const r = await post(VIEW, bodies.silent.slice(1), await sign());
      return [r.status, [400], r.headers.get('retry-after'), r.told];
    },
    async feedback() {
      const card = shown.shift();
      if (card === undefined) return send.silent();
      let kept = false;
      try {
        const entry = {
          card,
          outcome: 'overridden',
          outcomeTimestamp: new Date().toISOString(),
        };
        const r = await post(`${VIEW}/feedback`, JSON.stringify({ feedback: [entry] }), await signFeedback());
        kept = r.status === 200;
        return [r.status, [200], r.headers.get('retry-after'), r.told];
      } finally {
        if (kept) acknowledged.add(card);
        else shown.push(card);
      }
    },
  };

  /** @returns {Promise<[number, readonly number[], string | null, string]>} */
  async function call(/** @type {string} */ body, /** @type {readonly number[]} */ expected) {
    const r = await post(VIEW, body, await sign());
    if (r.status === 200)
      for (const { uuid } of JSON.parse(r.told).cards) if (shown.length < MOST_WAITING) shown.push(uuid);
    return [r.status, expected, r.headers.get('retry-after'), r.told];
  }

  async function caller() {
    while (!ended.signal.aborted) {
      const kind = dealt % BIG_AFTER === BIG_AFTER - 1 ? 'big chart' : (DECK[dealt % DECK.length] ?? 'silent');
      dealt++;
      const count = counts.get(kind);
      const { stops, isDown, clockIsWrong } = world;
      if (!count) continue;
      count.sent++;
      try {
        const [status, expected, retryAfter, told] = await send[kind]();
        if (expected.includes(status)) count.answered++;
        else if (retryAfter !== null || (status === 401 && (clockIsWrong || world.clockIsWrong))) count.refused++;
        else {
          count.wrong++;
          unexpected.push(`${kind}: ${status} ${detailOf(told)}`);
        }
      } catch (error) {
        // what was under way when the server was killed, or met a closed port until it was there again
        if (isDown || world.isDown || world.stops !== stops) count.cut++;
        else {
          count.lost++;
          unexpected.push(`${kind}: ${error.cause?.code ?? error.message}`);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 * Math.random()));
    }
  }

  const callers = Array.from({ length: CALLERS }, caller);
  return {
    counts,
    unexpected,
    acknowledged,
    answered: () => [...counts.values()].reduce((sum, { answered }) => sum + answered, 0),
    async stop() {
      ended.abort();
      await Promise.all(callers);
    },
  };
}

function detailOf(/** @type {string} */ outcome) {
  try {
    return JSON.parse(outcome).issue[0].details.text;
  } catch {
    return outcome.slice(0, 200);
  }
}
