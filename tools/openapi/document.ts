// The API description (OpenAPI 3.1), made of the schemas that check calls and answers: src/http/openapi.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { services } from '../../fixtures/published.ts';
import { compileEndpoints } from '../../src/protocol/endpoints.ts';
import { MAX_ENTRIES, MAX_ID, MAX_SUGGESTIONS } from '../../src/protocol/feedback-shape.ts';
import { hookRequestSchema } from '../../src/protocol/requests.ts';
import * as answers from './answers.ts';

const ROOT = join(import.meta.dirname, '../..');
const REF = '#/components/schemas/';
const JSON_TYPE = 'application/json';

const readJson = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, unknown>;

/** The whole document as it stands in the file. */
export async function openApiText(): Promise<string> {
  return format(JSON.stringify(openApi()), { parser: 'json', printWidth: 120 });
}

function openApi(): object {
  const hooks = [...compileEndpoints(services).values()].map(({ offering }) => offering);
  return {
    openapi: '3.1.1',
    info: {
      title: 'ClearStage',
      version: String(readJson('package.json')['version']),
      description:
        'CDS Hooks 3.0 services that say what a beta-2 microglobulin means for this patient. Written by `npm run docs` from the schemas that check calls and answers; integration: docs/integration.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'publicBaseUrl of the configuration' }],
    tags: [
      { name: 'CDS Hooks', description: 'as https://cds-hooks.hl7.org/ has it' },
      { name: 'explain', description: 'why a card, and why none' },
      { name: 'operation' },
    ],
    security: [{ clientToken: [] }],
    paths: Object.assign({}, general(), ...hooks.map((hook) => pathsOf(hook))) as object,
    components: { schemas: schemas(hooks.map(({ hook }) => hook)), securitySchemes: { clientToken: CLIENT_TOKEN } },
  };
}

const CLIENT_TOKEN = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description:
    'signed by the EHR (https://cds-hooks.hl7.org/#trusting-cds-clients); aud is the address called, jti works once',
};

interface Offered {
  readonly id: string;
  readonly hook: Parameters<typeof hookRequestSchema>[0];
  readonly title: string;
  readonly description: string;
}

function pathsOf({ id, hook, title, description }: Offered): object {
  const body = content(`call-${hook}`);
  const post = (tag: string, name: string, summary: string, requestBody: object, answer: string) => ({
    post: {
      tags: [tag],
      operationId: `${id}${name}`,
      summary,
      ...(name === '' && { description }),
      requestBody: { required: true, ...requestBody },
      responses: { 200: said('answered', answer), ...REFUSALS },
    },
  });
  return {
    [`/cds-services/${id}`]: post('CDS Hooks', '', title, body, 'cards'),
    [`/cds-services/${id}/feedback`]: post(
      'CDS Hooks',
      '-feedback',
      'what became of cards',
      content('feedback'),
      'receipt',
    ),
    [`/cds-services/${id}/explain`]: post(
      'explain',
      '-explain',
      'the same call, and all that led to its answer',
      body,
      'explanation',
    ),
  };
}

function general(): object {
  const get = (
    tag: string,
    id: string,
    summary: string,
    answer: string,
    further: object = {},
    security: object = { security: [] },
  ) => ({
    get: { tags: [tag], operationId: id, summary, ...security, responses: { 200: said(summary, answer), ...further } },
  });
  return {
    '/cds-services': get('CDS Hooks', 'discovery', 'which services there are', 'discovery', pick('401', '429'), {
      security: [{}, { clientToken: [] }],
    }),
    '/health/live': get('operation', 'live', 'the process answers', 'live'),
    '/health/ready': get('operation', 'ready', 'calls may come; what the site has changed', 'ready', pick('503')),
  };
}

function content(schema: string): { readonly content: object } {
  return { content: { [JSON_TYPE]: { schema: { $ref: REF + schema } } } };
}

function said(description: string, schema: string): object {
  return {
    description,
    headers: { 'x-request-id': { schema: { type: 'string' }, description: "of this call's line in the log" } },
    ...content(schema),
  };
}

/** @source src/contracts/problems.ts */
const REFUSALS: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries({
    400: 'the body is not such a call; the OperationOutcome names the field',
    401: 'the token is not accepted; the log of the server says why',
    408: 'the request did not arrive in time',
    412: 'data without which the service cannot answer could not be had',
    413: 'the body is too large',
    415: 'the body is not JSON, or packed in a way that is not read',
    429: 'too many calls; Retry-After says when',
    500: 'the server has a fault',
    503: 'the server is starting, stopping, overloaded, or lacks its store',
  }).map(([status, description]) => [status, { description, ...refusal() }]),
);

function refusal(): object {
  return { content: { 'application/fhir+json': { schema: { $ref: `${REF}problem` } } } };
}

function pick(...statuses: readonly string[]): object {
  return Object.fromEntries(statuses.map((status) => [status, REFUSALS[status]]));
}

function schemas(hooks: readonly Offered['hook'][]): object {
  const card = { $ref: `${REF}card` };
  const { $schema: _schema, $id: _id, $defs, ...evidence } = readJson('docs/contracts/evidence.schema.json');
  const parts = Object.entries($defs ?? {}).map(([name, schema]) => [`evidence-${name}`, here(schema)]);
  return {
    ...Object.fromEntries(hooks.map((hook) => [`call-${hook}`, callSchema(hook)])),
    cards: answers.cardsSchema(card),
    card: answers.cardSchema(`${REF}evidence`),
    evidence: here(evidence),
    ...Object.fromEntries(parts),
    feedback: FEEDBACK,
    receipt: answers.RECEIPT,
    explanation: answers.explanationSchema(card, `${REF}evidence`),
    discovery: answers.DISCOVERY,
    live: answers.LIVE,
    ready: answers.READY,
    problem: answers.OUTCOME,
  };
}

/** A site may have renamed the hook. */
function callSchema(hook: Offered['hook']): object {
  const { required, properties, ...rest } = hookRequestSchema(hook) as {
    readonly required: readonly string[];
    readonly properties: object;
  };
  const named = { type: 'string', description: `"${hook}", or the name the site has given it`, examples: [hook] };
  return { ...rest, required: ['hook', ...required], properties: { hook: named, ...properties } };
}

/** References to the evidence's own parts, as they are called in this document. */
function here(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('#/$defs/', `${REF}evidence-`)) as unknown;
}

/** @source https://cds-hooks.hl7.org/#feedback; what some EHRs send otherwise is taken, too */
const FEEDBACK = {
  type: 'object',
  required: ['feedback'],
  properties: {
    feedback: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_ENTRIES,
      items: {
        type: 'object',
        required: ['card', 'outcome', 'outcomeTimestamp'],
        properties: {
          card: { type: 'string', minLength: 1, maxLength: MAX_ID },
          outcome: { enum: ['accepted', 'overridden'] },
          outcomeTimestamp: { type: 'string', format: 'date-time' },
          acceptedSuggestions: {
            type: 'array',
            maxItems: MAX_SUGGESTIONS,
            items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
          },
          overrideReason: {
            type: 'object',
            properties: {
              reason: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
              userComment: { type: 'string' },
            },
          },
        },
        if: { properties: { outcome: { const: 'accepted' } }, required: ['outcome'] },
        // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
        then: { required: ['acceptedSuggestions'], properties: { acceptedSuggestions: { minItems: 1 } } },
      },
    },
  },
};
