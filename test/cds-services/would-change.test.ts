// What a card says would change it comes true: the change is made in the patient's record, and the record is read again.
import { expect, test } from '@jest/globals';
import { AS_OF } from '../../fixtures/chart.ts';
import { GOLDEN_CASES, type GoldenCase } from '../../fixtures/goldens.ts';
import { tell } from '../../fixtures/tell.ts';
import { codesOf } from '../../src/clinical/facts/catalogue.ts';
import { answerCode, fishCode, problemCode, RESULTS } from './vocabulary.ts';
import { SHOWN, type ShownCard } from './shown-cards.ts';

type Change = (chart: readonly fhir4.FhirResource[]) => readonly fhir4.FhirResource[];
type Evidence = ShownCard['evidence'] & {
  readonly assessments?: readonly {
    readonly system: string;
    readonly possible: readonly string[];
    readonly basis?: string;
  }[];
};

interface Told {
  readonly cards: readonly {
    readonly summary: string;
    readonly detail: string;
    readonly extension: { readonly 'org.clearstage.evidence': Evidence };
  }[];
  readonly rules: readonly { readonly id: string; readonly because: string }[];
}

let added = 0;
const result = (code: string, date: string, value: object): fhir4.Observation => ({
  resourceType: 'Observation',
  id: `changed-${added++}`,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code }] },
  subject: { reference: 'Patient/any' },
  effectiveDateTime: date,
  ...value,
});
const measured = (code: string, date: string, value: number, unit: string, high?: number): fhir4.Observation =>
  result(code, date, {
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
    ...(high !== undefined && {
      referenceRange: [{ high: { value: high, unit, system: 'http://unitsofmeasure.org', code: unit } }],
    }),
  });
const ABERRATIONS = ['del(17p)', 't(4;14)', 't(14;16)', '1q+'];
const fish = (name: string, date: string, isFound: boolean): fhir4.Observation =>
  result(fishCode(name), date, {
    valueCodeableConcept: {
      coding: [{ system: 'http://loinc.org', code: answerCode(isFound ? 'present' : 'absent') }],
    },
  });

/** One of these is found, or none of them. */
function itemsOf(items: string, date: string, isFound: boolean): readonly (readonly fhir4.Observation[])[] {
  return [
    ...ABERRATIONS.filter((name) => items.includes(name)).map((name) => [fish(name, date, isFound)]),
    ...(items.includes('LDH') ? [[measured(RESULTS.ldh, date, isFound ? 300 : 180, 'U/L', 225)]] : []),
  ];
}

/** Another value than the one on record, of whatever method. */
function inPlaceOf(analyte: 'albumin-serum' | 'b2m-serum', other: fhir4.Observation): Change {
  const codes = new Set(codesOf((e) => 'analyte' in e && e.analyte === analyte));
  const isIt = (r: fhir4.FhirResource): boolean =>
    r.resourceType === 'Observation' && (r.code.coding ?? []).some(({ code }) => codes.has(code ?? ''));
  return (chart) => [...chart.filter((r) => !isIt(r)), other];
}

/** Charts that a finding stands for, each to be read; none where the record holds nothing of the kind. */
function changesOf(finding: string, before: string, date: string): readonly Change[] {
  const adding =
    (...more: readonly fhir4.Observation[]): Change =>
    (chart) => [...chart, ...more];
  const value = Number(/[\d.]+/.exec(finding.replace('B2M', ''))?.[0]);
  const [isAlbumin, isB2m] = [/^albumin/, /^B2M/].map(
    (name) => name.test(finding) || (/^(?:below |[\d.]+ (?:to |confirmed))/.test(finding) && name.test(before)),
  );
  const inRange = /or more/.test(finding) ? value : /^(?:albumin |B2M )?below/.test(finding) ? value - 0.1 : value;
  if (isAlbumin) return [inPlaceOf('albumin-serum', measured(RESULTS.albumin, date, inRange, 'g/dL'))];
  if (isB2m) return [inPlaceOf('b2m-serum', measured(RESULTS.b2m, date, inRange, 'mg/L'))];
  if (/^(?:none of them|neither|absent)$/.test(finding)) return [adding(...itemsOf(before, date, false).flat())];
  if (/^(?:LDH above its limit|del\(17p\)|t\(|1q)/.test(finding) && !/TP53|share|%/.test(finding)) {
    const each = itemsOf(finding, date, true);
    return / and /.test(finding) ? [adding(...each.flat())] : each.map((found) => adding(...found));
  }
  return [];
}

/** `R-ISS III, R2-ISS IV`, `ISS II and R-ISS II`. */
const stagesIn = (text: string): readonly (readonly [system: string, stage: string])[] =>
  [...text.matchAll(/(R2-ISS|R-ISS|ISS) (IV|III|II|I)\b/g)].map(([, system = '', stage = '']) => [system, stage]);

const caseOf = ({ name }: ShownCard): GoldenCase | undefined => GOLDEN_CASES.find((c) => name === c.name);
const dayOf = ({ head }: ShownCard): string => `${/(\d{4}-\d\d-\d\d)$/.exec(head[1] ?? '')?.[1]}T07:30:00Z`;
/** What was added is about the patient of the story. */
const ofStory = (resource: fhir4.FhirResource, id: string): fhir4.FhirResource =>
  (resource.resourceType === 'Observation' || resource.resourceType === 'Condition') &&
  /^(?:changed|confirmed)/.test(resource.id ?? '')
    ? { ...resource, subject: { reference: `Patient/${id}` } }
    : resource;
const ask = async (golden: GoldenCase, change: Change): Promise<Told> =>
  (await tell(golden, (chart) => change(chart).map((r) => ofStory(r, golden.id)))) as unknown as Told;
const assessed = ({ cards }: Told): NonNullable<Evidence['assessments']> =>
  cards.flatMap((card) => card.extension['org.clearstage.evidence'].assessments ?? []);
/** What stands in the record already is not looked for once more. */
const isOpenByRecord = ({ rows, summary }: ShownCard): boolean =>
  rows.some(([, value, limit]) => /^(?:absent|present|in |reported|not used)/.test(value) && /ISS/.test(limit)) ||
  /because FISH/.test(summary);

const OPEN = SHOWN.filter(({ name, change }) => change !== '' && name.endsWith('.result-view'));

test('the stages', async () => {
  let claims = 0;
  const untrue: string[] = [];
  for (const card of OPEN) {
    const golden = caseOf(card);
    if (!golden || isOpenByRecord(card)) continue;
    let before = '';
    for (const pair of card.change.replace(/\.$/, '').split('; ')) {
      const [finding = '', becomes = ''] = pair.split(/: (?=[A-Z])/);
      for (const change of changesOf(finding, before, dayOf(card))) {
        const found = assessed(await ask(golden, change));
        for (const [system, stage] of stagesIn(becomes)) {
          claims++;
          const { possible } = found.find((a) => a.system === system) ?? {};
          if (possible?.join() !== stage) untrue.push(`${card.name}: ${pair}, but ${system} ${possible?.join(' or ')}`);
        }
      }
      if (!/^(?:none|neither|absent)/.test(finding)) before = finding;
    }
  }
  expect(untrue).toEqual([]);
  expect(claims).toBeGreaterThan(200);
}, 60_000);

test('a creatinine below the one named is no injury by that criterion, and one of the same time opens the filtration', async () => {
  let claims = 0;
  for (const card of OPEN) {
    const golden = caseOf(card);
    const below = /a repeat (?:creatinine )?below ([\d.]+) mg\/dL: no injury/.exec(card.change)?.[1];
    if (golden && below !== undefined) {
      claims++;
      const { cards } = await ask(golden, (chart) => [
        ...chart,
        measured(RESULTS.creatinine, '2026-11-01T08:30:00Z', Number(below) - 0.05, 'mg/dL'),
      ]);
      expect([
        card.name,
        cards.map(({ summary }) => summary).filter((s) => /^(?:Urgent: a|A)cute kidney injury (?:stage|or)/.test(s)),
      ]).toEqual([card.name, []]);
    }
    if (golden && card.change.startsWith('a creatinine of the same time')) {
      claims++;
      const { cards } = await ask(golden, (chart) => [
        ...chart,
        measured(RESULTS.creatinine, dayOf(card), 0.9, 'mg/dL'),
      ]);
      expect(`${card.name} ${cards[0]?.detail}`).toMatch(/B2M expected|expected/);
    }
  }
  expect(claims).toBeGreaterThan(4);
});

test('a pair of the days that are named, a diagnosis that is confirmed and a share that is reported make what they are said to', async () => {
  let claims = 0;
  for (const card of OPEN) {
    const golden = caseOf(card);
    if (!golden) continue;
    const from = /^a B2M and albumin from (\S+) to/.exec(card.change)?.[1];
    if (from !== undefined) {
      claims++;
      const found = assessed(
        await ask(golden, (chart) => [
          ...chart,
          measured(RESULTS.b2m, `${from}T09:00:00Z`, 9, 'mg/L'),
          measured(RESULTS.albumin, `${from}T09:00:00Z`, 4, 'g/dL'),
        ]),
      );
      expect([card.name, found.find(({ system }) => system === 'ISS')]).toEqual([
        card.name,
        expect.objectContaining({ possible: ['III'] }),
      ]);
    }
    if (card.change.startsWith('a confirmed myeloma diagnosis: ISS from this B2M')) {
      claims++;
      const myeloma: fhir4.Condition = {
        resourceType: 'Condition',
        id: 'confirmed',
        subject: { reference: 'Patient/any' },
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
        },
        verificationStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
        },
        code: { coding: [{ system: 'http://snomed.info/sct', code: problemCode('myeloma') }] },
        onsetDateTime: AS_OF.slice(0, 10),
      };
      const found = assessed(
        await ask(golden, (chart) => [...chart, myeloma, measured(RESULTS.albumin, dayOf(card), 4, 'g/dL')]),
      );
      expect([card.name, found.find(({ system }) => system === 'ISS')?.possible.length]).toEqual([card.name, 1]);
    }
    if (card.change.startsWith('del(17p) in more than 20% of cells')) {
      claims++;
      const share = (chart: readonly fhir4.FhirResource[]) =>
        chart.map((r) =>
          r.resourceType === 'Observation' && r.code.coding?.[0]?.code === fishCode('del(17p)')
            ? {
                ...r,
                valueCodeableConcept: undefined,
                valueQuantity: { value: 45, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
              }
            : r,
        );
      const { cards } = await ask(golden, share);
      expect([card.name, cards[0]?.summary]).toEqual([
        card.name,
        expect.stringContaining('High-risk myeloma (IMS/IMWG 2025)'),
      ]);
    }
  }
  expect(claims).toBeGreaterThan(5);
});
