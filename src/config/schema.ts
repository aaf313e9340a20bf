// The configuration file's schema: every setting, what it is for, its bounds and its default.
import { siteSection } from '../../cds-services/index.ts';
import { HOOKS } from '../contracts/hooks.ts';
import { CARDS, CLIENT } from './client-schema.ts';
import {
  BASE_URL,
  NAME,
  SECRET,
  ORIGIN,
  RENAMED,
  HOOK_NAME,
  say,
  list,
  section,
  integer,
  yesNo,
} from './schema-parts.ts';

/** Asymmetric JWS algorithms; a symmetric one would let every reader of the key forge tokens. */
const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA'];

export const CONFIG_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'ClearStage configuration',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: say('for editors; not read', { type: 'string' }),
    demo: say('synthetic patients and a FHIR server of our own; without a file this is on', yesNo(false)),
    publicBaseUrl: say(
      'address EHRs call, without `/cds-services`; tokens are made out to it. Required with authentication; else the loopback address',
      BASE_URL,
    ),
    auth: say(
      '`off` only on a loopback address, or with `allowInsecure`. Default: `required`; in the demonstration `off`',
      {
        enum: ['required', 'off'],
      },
    ),
    discovery: say('`required`: discovery needs a token too', { enum: ['open', 'required'], default: 'open' }),
    allowInsecure: say('permits http and no authentication beyond loopback: for closed test networks', yesNo(false)),
    clients: say('who may call', { type: 'array', items: CLIENT, default: [] }),
    audiences: say(
      'further accepted `aud`: as they stand, and as base URLs followed by the path of the endpoint',
      list({ type: 'string', minLength: 1 }, []),
    ),
    algorithms: say('accepted signatures', {
      ...list({ enum: ALGORITHMS }, ['ES384', 'RS384']),
      minItems: 1,
    }),
    jwks: section({
      cacheSeconds: say('how long a JWK Set is used before it is asked for again', integer(1, 86_400, 600)),
      cooldownSeconds: say('the least time between two searches for an unknown key', integer(1, 3_600, 30)),
      maxStaleSeconds: say(
        'how long known keys go on being trusted while the JWK Set cannot be had',
        integer(0, 604_800, 86_400),
      ),
      timeoutMs: say('for one JWK Set', integer(100, 30_000, 3_000)),
    }),
    clockToleranceSeconds: say('how far clocks may differ', integer(0, 600, 60)),
    maxTokenLifetimeSeconds: say('tokens made out for longer are refused', integer(1, 86_400, 300)),
    replay: section({
      onStoreFailure: say(
        'when the database does not say whether a token was used: `memory`, each replica remembers for itself; `refuse`, calls are refused',
        { enum: ['memory', 'refuse'], default: 'memory' },
      ),
      withinMs: say('how long a call waits for the database to say so', integer(50, 5_000, 500)),
      memoryEntries: say(
        'the most tokens a replica remembers by itself, about 150 bytes each',
        integer(1_000, 5_000_000, 200_000),
      ),
    }),
    hooks: section(Object.fromEntries(HOOKS.map((hook, i) => [hook, say(i === 0 ? RENAMED : 'the same', HOOK_NAME)]))),
    cors: section({
      origins: say(
        'pages that may read our answers, `*` for all; in the demonstration all',
        list(
          {
            type: 'string',
            pattern: '^(\\*|https?://[^/\\s?#@]+)$',
            title: '* or an origin: scheme, host and port, no path',
          },
          [],
        ),
      ),
    }),
    fhir: section({
      timeoutMs: say('for all queries of one call together', integer(50, 30_000, 2_000)),
      maxPages: say('the most pages read of one query', integer(1, 50, 5)),
      maxBytes: say('the largest page read', integer(10_000, 100_000_000, 5_000_000)),
      concurrency: say('the most requests at once to one server', integer(1, 256, 32)),
      breaker: section({
        failurePercent: say(
          "a client's calls leave a server alone when the last calls of so many of its patients failed",
          integer(1, 100, 50),
        ),
        minimumPatients: say('and of no fewer patients than these', integer(2, 1_000, 5)),
        windowSeconds: say('of those asked for within this time', integer(1, 600, 30)),
        pauseSeconds: say('how long it is left alone; then one call tries it', integer(1, 600, 10)),
      }),
      allowPrivateNetworks: say('lets FHIR servers be on private addresses', yesNo(false)),
    }),
    fhirServers: say('as `clients[].fhirServers`, with `"auth": "off"`', list(BASE_URL, [])),
    cards: { ...CARDS, description: 'as `clients[].cards`, with `"auth": "off"`' },
    rateLimit: section({
      requestsPerMinute: say(
        'by client, or by address without authentication; unset: no limit',
        integer(1, 10_000_000),
      ),
    }),
    trustedProxies: say(
      'addresses or blocks (`10.0.0.0/8`) of the balancers in front: of these the `X-Request-ID` is kept, and the last address in `X-Forwarded-For` that is none of theirs is the caller',
      list(
        { type: 'string', pattern: '^[0-9A-Fa-f.:]+(/[0-9]{1,3})?$', title: 'an address or a block of addresses' },
        [],
      ),
    ),
    log: section({
      clientAddress: say(
        "the caller's address stands in the line of a refused call, and in traces; it is personal data",
        yesNo(false),
      ),
    }),
    maxBodyBytes: say('the largest request', integer(1_000, 50_000_000, 16_777_216)),
    limits: section({
      connections: say(
        'the most connections at a time; further ones take the place of those that say nothing, and are not taken where there is none',
        integer(10, 100_000, 2_000),
      ),
      bytesInFlight: say(
        'of all requests together, half of it for any one of several clients; what would be more is answered 503. Memory takes about six times as much',
        integer(1_000, 2_000_000_000, 33_554_432),
      ),
      callsInFlight: say(
        'the most hook calls at a time, half of them for any one of several clients; further ones are answered 503',
        integer(1, 10_000, 256),
      ),
      eventLoopDelayMs: say(
        'when what has arrived waits longer than this, fewer calls are taken at a time, 32 at least',
        integer(10, 5_000, 50),
      ),
      refusalsPerMinute: say('answers 401 by address; then 429, without a line in the log', integer(1, 1_000_000, 300)),
      discoveryPerMinute: say('answers of discovery by address', integer(1, 1_000_000, 600)),
      insightsPerMinute: say(
        'answers of `/insights.json` by address, refusals included: guesses at its token',
        integer(1, 1_000_000, 30),
      ),
      linksPerMinute: say('opened links of cards that are counted, by address', integer(1, 1_000_000, 600)),
    }),
    console: say('the page at `/`. Default: in the demonstration only', yesNo()),
    shadow: say(
      '`true`: answers every call without a card; what would have been shown is stored, without patient data, and counted by `/insights`',
      {
        type: ['boolean', 'object'],
        additionalProperties: false,
        default: false,
        properties: {
          everything: say('as `true`; `false`: only rules that `site.rules` keeps in `shadow`', yesNo(true)),
          cases: say(
            'what would have been shown is also written as cases, with patient references and card texts, for review: a file a day',
            yesNo(false),
          ),
          folder: say('where the cases go. Default: `shadow-cases` in `CLEARSTAGE_DATA_DIR`', NAME),
        },
      },
    ),
    memory: section({
      enabled: say(
        'what a clinician accepted or overrode, and what is to be said once, is not said again while its inputs stay the same',
        yesNo(true),
      ),
      days: say('for so long', integer(1, 3_650, 90)),
      secret: say(
        'key of the digests it is remembered by. Unset: derived from `DATABASE_URL`, or made once and kept in `CLEARSTAGE_DATA_DIR`',
        SECRET,
      ),
    }),
    retention: section({
      issuedCardsDays: say('how long it is kept which card was shown', integer(1, 3_650, 400)),
      feedbackDays: say('how long feedback is kept', integer(1, 3_650, 1_100)),
      commentsDays: say("how long clinicians' comments are kept; 0: until the next clean-up", integer(0, 3_650, 90)),
    }),
    metrics: section({
      public: say('`true`: `/metrics` on the hook port answers everybody, as in the demonstration', yesNo(false)),
      token: say('bearer token of `/metrics` on the hook port; unset: closed there, see `METRICS_PORT`', SECRET),
    }),
    insights: section({
      token: say(
        'bearer token of `/insights.json` and `.csv`; unset: these and the page `/insights` in the demonstration only',
        SECRET,
      ),
      commentsToken: say(
        "another, of `/insights/comments.json`: clinicians' free text, to be treated as patient data; unset: closed, but in the demonstration",
        SECRET,
      ),
      links: say(
        "links of cards carry the card's id (a query; the launch context of a SMART link), and that one was opened is counted",
        yesNo(true),
      ),
    }),
    smart: section({
      clientId: say('client id of the trend page as a SMART app', { ...NAME, default: 'clearstage' }),
      origins: say("origins of authorization servers, where they are not the FHIR servers'", list(ORIGIN, [])),
    }),
    site: siteSection.schema,
  },
} as const;
