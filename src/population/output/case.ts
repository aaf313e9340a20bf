// A case: one card that would have been shown, as a committee reads it and as a table holds it.
import { createHash } from 'node:crypto';
import type { Card } from '../../cards/types.ts';
import type { HookName } from '../../contracts/hooks.ts';

export interface Case {
  /** Names the case in every file of a run: a digest of patient, moment, hook and place among the cards. */
  readonly id: string;
  /** `Patient/123`. */
  readonly patient: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly hook: HookName;
  readonly encounter?: string;
  readonly department?: string;
  readonly user?: string;
  /** The first gave the summary. */
  readonly rules: readonly string[];
  readonly indicator: string;
  readonly summary: string;
  readonly assessments: readonly { readonly system: string; readonly possible: readonly string[] }[];
  /** Of what the card rests on: the same wherever the same is said of the same inputs by the same knowledge. */
  readonly evidence: string;
  /** The same had been said of this patient on the same inputs before. */
  readonly repeat: boolean;
}

export interface CaseAt {
  readonly patient: string;
  readonly at: number;
  readonly hook: HookName;
  readonly encounter?: string | undefined;
  readonly department?: string | undefined;
  readonly user?: string | undefined;
}

/** @param place of the card among those of its moment */
export function toCase(card: Card, where: CaseAt, place: number, repeat: boolean): Case {
  const evidence = card.extension['org.clearstage.evidence'];
  const { patient, at, hook, encounter, department, user } = where;
  return {
    id: caseId(where, place),
    patient: `Patient/${patient}`,
    at: new Date(at).toISOString(),
    hook,
    ...(encounter !== undefined && { encounter }),
    ...(department !== undefined && { department }),
    ...(user !== undefined && { user }),
    rules: evidence.rules.map((r) => r.id),
    indicator: card.indicator,
    summary: card.summary,
    assessments: evidence.assessments.map(({ system, possible }) => ({ system, possible })),
    evidence: digest(JSON.stringify(evidence), 16),
    repeat,
  };
}

export function caseId({ patient, at, hook }: CaseAt, place: number): string {
  return digest(JSON.stringify([patient, at, hook, place]), 12);
}

export function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

export const CSV_HEAD =
  'id,patient,at,hook,department,rules,indicator,repeat,summary,assessments,evidence,encounter,user';

export function toCsv(c: Case): string {
  const assessments = c.assessments.map((a) => `${a.system}: ${a.possible.join('/')}`).join('; ');
  return [
    c.id,
    c.patient,
    c.at,
    c.hook,
    c.department,
    c.rules.join(' '),
    c.indicator,
    c.repeat ? 'repeat' : 'first',
    c.summary,
    assessments,
    c.evidence,
    c.encounter,
    c.user,
  ]
    .map((text) => csvField(text ?? ''))
    .join(',');
}

/** RFC 4180; what a spreadsheet would take for a formula is made text. */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
