// A final card → the case a committee reads of it.
import { createHash } from 'node:crypto';
import type { Card } from '../cards/types.ts';
import type { Case } from '../contracts/case.ts';
import type { HookName } from '../contracts/hooks.ts';

export interface CaseAt {
  readonly patient: string;
  readonly at: number;
  readonly hook: HookName;
  readonly encounter?: string | undefined;
  readonly department?: string | undefined;
  readonly user?: string | undefined;
}

/** @param place of the card among those of its moment */
export function toCase(card: Card, where: CaseAt, place: number): Omit<Case, 'repeat'> {
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
  };
}

export function caseId({ patient, at, hook }: CaseAt, place: number): string {
  return digest(JSON.stringify([patient, at, hook, place]), 12);
}

export function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
