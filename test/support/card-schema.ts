// The CDS Hooks 3.0.0 answer as a JSON Schema, to hold every answer of ours against.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { cardSchema, cardsSchema } from '../../tools/openapi/answers.ts';

const CONTRACT = join(import.meta.dirname, '../../docs/contracts/evidence.schema.json');

const formats = {
  uri: (text: string) => URL.canParse(text),
  date: (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)),
};
const ajv = new Ajv2020({ allErrors: true, strict: false, formats });
const isEvidence = ajv.compile(JSON.parse(readFileSync(CONTRACT, 'utf8')) as object);
const isAnswer = ajv.compile(cardsSchema(cardSchema('urn:clearstage:contract:evidence:1')));

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
