// The configuration file's schema: every setting, its bounds and its default.

const URL_TEXT = { type: 'string', pattern: '^https?://[^\\s]+$' };
const NAME = { type: 'string', minLength: 1, maxLength: 200 };
const SECRET = { type: 'string', minLength: 16 };
const ORIGIN = { type: 'string', pattern: '^https?://[^/\\s]+$' };
const HOOK_NAME = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' };

function list(items: object): object {
  return { type: 'array', items, uniqueItems: true };
}

function section(properties: Record<string, object>): object {
  return { type: 'object', additionalProperties: false, properties, default: {} };
}

function integer(minimum: number, maximum: number, fallback?: number): object {
  return { type: 'integer', minimum, maximum, ...(fallback !== undefined && { default: fallback }) };
}

/** Asymmetric JWS algorithms; a symmetric one would let every reader of the key forge tokens. */
const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA'];

const CLIENT = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'issuer'],
  properties: {
    name: NAME,
    issuer: { type: 'string', minLength: 1 },
    jku: URL_TEXT,
    jwks: {
      type: 'object',
      required: ['keys'],
      properties: { keys: { type: 'array', minItems: 1, items: { type: 'object' } } },
    },
    tenants: list(NAME),
    fhirServers: { ...list(URL_TEXT), default: [] },
  },
};

export const CONFIG_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'ClearStage configuration',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    demo: { type: 'boolean', default: false },
    publicBaseUrl: URL_TEXT,
    auth: { enum: ['required', 'off'] },
    discovery: { enum: ['open', 'required'], default: 'open' },
    allowInsecure: { type: 'boolean', default: false },
    clients: { type: 'array', items: CLIENT, default: [] },
    audiences: { ...list({ type: 'string', minLength: 1 }), default: [] },
    algorithms: { ...list({ enum: ALGORITHMS }), minItems: 1, default: ['ES384', 'RS384'] },
    jwks: section({
      cacheSeconds: integer(1, 86_400, 600),
      cooldownSeconds: integer(1, 3_600, 30),
      maxStaleSeconds: integer(0, 604_800, 86_400),
      timeoutMs: integer(100, 30_000, 3_000),
    }),
    clockToleranceSeconds: integer(0, 600, 60),
    maxTokenLifetimeSeconds: integer(1, 86_400),
    hooks: section({
      'result-view': HOOK_NAME,
      'patient-view': HOOK_NAME,
      'order-sign': HOOK_NAME,
      'order-select': HOOK_NAME,
    }),
    cors: section({ origins: { ...list({ type: 'string', pattern: '^(\\*|https?://[^/\\s]+)$' }), default: [] } }),
    fhir: section({
      timeoutMs: integer(50, 30_000, 2_000),
      maxPages: integer(1, 50, 5),
      maxBytes: integer(10_000, 100_000_000, 5_000_000),
      concurrency: integer(1, 256, 32),
      allowPrivateNetworks: { type: 'boolean', default: false },
    }),
    fhirServers: { ...list(URL_TEXT), default: [] },
    rateLimit: section({ requestsPerMinute: integer(1, 10_000_000) }),
    maxBodyBytes: integer(1_000, 50_000_000, 1_048_576),
    console: { type: 'boolean' },
    shadow: { type: 'boolean', default: false },
    memory: section({
      enabled: { type: 'boolean', default: true },
      days: integer(1, 3_650, 90),
      secret: SECRET,
    }),
    retention: section({
      issuedCardsDays: integer(1, 3_650, 400),
      feedbackDays: integer(1, 3_650, 1_100),
      commentsDays: integer(0, 3_650, 90),
    }),
    metrics: section({ public: { type: 'boolean', default: true } }),
    insights: section({ token: SECRET }),
    smart: section({
      clientId: { ...NAME, default: 'clearstage' },
      origins: { ...list(ORIGIN), default: [] },
    }),
  },
} as const;
