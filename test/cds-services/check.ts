// Holds an evaluation against the row of a truth table.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { DraftCard } from '../../src/cards/types.ts';
import type { Evaluation } from '../../src/contracts/service.ts';

/** What a rule is expected to say; `examples.schema.json` says what each part means. */
export interface Expected {
  readonly fires: boolean;
  readonly because?: string;
  readonly indicator?: string;
  readonly summary?: string;
  readonly detail?: readonly string[];
  readonly unsaid?: readonly string[];
  readonly possible?: Readonly<Record<string, readonly string[]>>;
  readonly suggests?: readonly string[];
  readonly cites?: readonly string[];
  readonly assesses?: readonly string[];
  readonly derives?: readonly string[];
  readonly uses?: readonly string[];
  readonly compares?: readonly string[];
  readonly links?: readonly string[];
  readonly whole?: true;
  readonly reasons?: readonly string[];
}

const CONTRACT = join(import.meta.dirname, '../../docs/contracts/evidence.schema.json');
const { $defs } = JSON.parse(readFileSync(CONTRACT, 'utf8')) as {
  readonly $defs: {
    readonly assessment: { readonly properties: { readonly system: { readonly enum: readonly string[] } } };
  };
};
const SYSTEMS = $defs.assessment.properties.system.enum;

/** @throws Error naming what was expected and what was said instead */
export function check(id: string, { rules, cards, evidence }: Evaluation, expected: Expected): void {
  const outcome = rules.find((r) => r.id === id);
  const phrase = expected.summary ?? '';
  if (outcome?.fired !== expected.fires) {
    throw new Error(
      expected.fires
        ? `${id} should say "${phrase}", but is silent: ${outcome?.because}`
        : `${id} should be silent ("${expected.because}"), but says:\n${said(cards)}`,
    );
  }
  for (const [system, strata] of Object.entries(expected.possible ?? {})) {
    if (!SYSTEMS.includes(system)) throw new Error(`no such index: ${system}`);
    const found = evidence.assessments.find((a) => a.system === system);
    expect({ system, possible: found?.possible ?? [] }).toEqual({ system, possible: strata });
  }
  if (expected.because !== undefined) expect(outcome?.because).toContain(expected.because);
  if (!expected.fires) return;
  const card = cards.find((c) => tells(c, id) && (c.summary.includes(phrase) || (c.detail ?? '').includes(phrase)));
  if (!card) throw new Error(`${id} should say "${phrase}"; said was:\n${said(cards)}`);
  const leads = card.summary.includes(phrase);
  expect({ phrase, indicator: leads ? card.indicator : 'told with another' }).toEqual({
    phrase,
    indicator: expected.indicator,
  });
  if (expected.whole) expect(card.summary).toBe(phrase);
  for (const text of expected.detail ?? []) expect(card.detail).toContain(text);
  for (const text of expected.unsaid ?? []) expect(`${card.summary}\n${card.detail}`).not.toContain(text);
  if (expected.suggests) expect((card.suggestions ?? []).map((s) => s.label)).toStrictEqual(expected.suggests);
  if (expected.links) expect((card.links ?? []).map((l) => l.label)).toEqual(expected.links);
  if (expected.reasons) expect((card.overrideReasons ?? []).map((r) => r.code)).toEqual(expected.reasons);
  const { citations, assessments, derived, inputs, recordedStages = [] } = card.extension['org.clearstage.evidence'];
  const { cites } = expected;
  if (cites) expect(citations.map((c, i) => c.label.slice(0, cites[i]?.length))).toEqual(cites);
  if (expected.assesses) expect(assessments.map((a) => a.system)).toEqual(expected.assesses);
  if (expected.derives) expect(derived.map((d) => d.name)).toEqual(expected.derives);
  if (expected.compares)
    expect(recordedStages.map((s) => `${s.system} ${s.stage} ${s.compared}`)).toEqual(expected.compares);
  if (expected.uses) expect(inputs.map(({ reference }) => reference.replace(/^\w+\//, ''))).toEqual(expected.uses);
}

function tells(card: DraftCard, id: string): boolean {
  return card.extension['org.clearstage.evidence'].rules.some((r) => r.id === id);
}

/** What other findings of the same card say. */
function bullets({ detail = '' }: DraftCard): string {
  return detail
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .join('\n');
}

/** For the message when a phrase is nowhere: the lines that findings are told in. */
function said(cards: readonly DraftCard[]): string {
  return cards.flatMap((c) => [c.summary, bullets(c)]).join('\n');
}
