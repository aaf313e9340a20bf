// The schema of one client: who may call, with which keys, what its EHR can show, and who its calls are of.
import { URL_TEXT, BASE_URL, NAME, say, list, integer } from './schema-parts.ts';

/** No defaults: a client that says nothing of it is shown everything. */
export const CARDS = {
  type: 'object',
  additionalProperties: false,
  properties: {
    tables: say('false: its EHR shows Markdown without tables, so rows come as a list', { type: 'boolean' }),
    markdown: say('false: its EHR shows Markdown as text, so cards come without any', { type: 'boolean' }),
  },
};

/** Nothing that a call says is stored: what it says chooses one of these names. */
const GROUP = {
  type: 'object',
  additionalProperties: false,
  required: ['at', 'names'],
  properties: {
    at: say('where it stands in the call, as a JSON Pointer: `/context/userId`, `/extension/com.example.department`', {
      type: 'string',
      pattern: '^(/([^~/]|~[01])*)+$',
      title: 'a JSON Pointer (RFC 6901), such as /context/userId',
    }),
    names: say('what can stand there, and the name it has in the insights; all else is not told apart', {
      type: 'object',
      minProperties: 1,
      additionalProperties: NAME,
    }),
  },
};

export const CLIENT = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'issuer'],
  properties: {
    name: say('how the log and the insights name this client', NAME),
    issuer: say("`iss` of the client's tokens", { type: 'string', minLength: 1 }),
    jku: say("the client's JWK Set; with `jku` in a token's header, the only address accepted there", URL_TEXT),
    jwks: say('the public keys themselves, where the client publishes none', {
      type: 'object',
      required: ['keys'],
      properties: { keys: { type: 'array', minItems: 1, items: { type: 'object' } } },
    }),
    tenants: say('accepted `tenant`; tells hospitals behind one issuer apart', list(NAME)),
    maxTokenLifetimeSeconds: say("this client's tokens may live so long; Epic's need 1,200", integer(1, 86_400)),
    backendServices: say(
      'our own registration at its FHIR server (SMART Backend Services), for calls that bring no access token',
      {
        type: 'object',
        additionalProperties: false,
        required: ['clientId', 'fhirServer', 'keys'],
        properties: {
          clientId: NAME,
          fhirServer: BASE_URL,
          keys: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              required: ['kty', 'kid', 'alg'],
              properties: { kty: { enum: ['EC', 'RSA'] }, kid: NAME, alg: { enum: ['ES384', 'RS384'] } },
            },
          },
          scopes: list({ type: 'string', pattern: '^system/[^\\s]+$', title: 'a scope of a system' }),
        },
      },
    ),
    fhirServers: say('base URLs that may be asked for what prefetch lacks; none: prefetch only', list(BASE_URL, [])),
    cards: CARDS,
    insights: {
      type: 'object',
      additionalProperties: false,
      properties: {
        role: say('how the insights tell roles apart, where its calls name them', GROUP),
        department: say('the same for departments', GROUP),
      },
    },
  },
};
