// The CDS Hooks 3.0.0 answer as a JSON Schema, to hold every answer of ours against.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const UUID = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' };
const TEXT = { type: 'string', minLength: 1 };
const ABSOLUTE = { type: 'string', pattern: '^https?://' };
const CODING = {
  type: 'object',
  additionalProperties: false,
  required: ['code', 'system', 'display'],
  properties: { code: TEXT, system: TEXT, display: TEXT },
};

function list(items: object): object {
  return { type: 'array', minItems: 1, items };
}

const ACTION = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'description', 'resource'],
  properties: {
    type: { const: 'create' },
    description: TEXT,
    resource: { type: 'object', required: ['resourceType'], properties: { resourceType: TEXT } },
  },
};

const SUGGESTION = {
  type: 'object',
  additionalProperties: false,
  required: ['label', 'uuid', 'actions'],
  properties: {
    label: TEXT,
    uuid: UUID,
    isRecommended: { type: 'boolean' },
    actions: { type: 'array', minItems: 1, maxItems: 1, items: ACTION },
  },
};

const LINK = {
  type: 'object',
  additionalProperties: false,
  required: ['label', 'url', 'type'],
  properties: { label: TEXT, url: ABSOLUTE, type: { enum: ['absolute', 'smart'] }, appContext: TEXT },
};

const CARD = {
  type: 'object',
  additionalProperties: false,
  required: ['uuid', 'summary', 'indicator', 'source', 'extension'],
  dependentRequired: { suggestions: ['selectionBehavior'] },
  properties: {
    uuid: UUID,
    summary: { type: 'string', minLength: 1, maxLength: 139 },
    detail: TEXT,
    indicator: { enum: ['info', 'warning', 'critical'] },
    source: {
      type: 'object',
      additionalProperties: false,
      required: ['label'],
      properties: { label: TEXT, url: ABSOLUTE, icon: ABSOLUTE, topic: CODING },
    },
    suggestions: list(SUGGESTION),
    selectionBehavior: { const: 'any' },
    overrideReasons: list(CODING),
    links: list(LINK),
    extension: {
      type: 'object',
      required: ['org.clearstage.evidence'],
      properties: { 'org.clearstage.evidence': { $ref: 'urn:clearstage:contract:evidence:1' } },
    },
  },
};

const ANSWER = {
  type: 'object',
  additionalProperties: false,
  required: ['cards'],
  properties: { cards: { type: 'array', items: CARD } },
};

const CONTRACT = join(import.meta.dirname, '../../docs/contracts/evidence.schema.json');

const formats = { uri: (text: string) => URL.canParse(text) };
const ajv = new Ajv2020({ allErrors: true, strict: false, formats });
const isEvidence = ajv.compile(JSON.parse(readFileSync(CONTRACT, 'utf8')) as object);
const isAnswer = ajv.compile(ANSWER);

/** What is wrong with an answer to a hook call; empty when nothing is. */
export function answerFaults(answer: unknown): readonly string[] {
  return faults(isAnswer, answer);
}

/** What is wrong with evidence, by its public contract. */
export function evidenceFaults(evidence: unknown): readonly string[] {
  return faults(isEvidence, evidence);
}

function faults(validate: ValidateFunction, value: unknown): readonly string[] {
  return validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}
