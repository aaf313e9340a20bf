// The record as it is written: what a card says of charts whose statuses, dates, references and values are not plain.
import { describe, expect, test } from '@jest/globals';
import {
  albumin,
  b2m,
  condition,
  creatinine,
  daysAgo,
  drug,
  fish,
  ldh,
  observation,
  PATIENT_ID,
} from '../support/chart.ts';
import { offered, recorded, told, type Told } from '../support/told.ts';

const words = ({ cards }: Told): string => cards.map((c) => `${c.summary}\n${c.detail ?? ''}`).join('\n');
const indicators = ({ cards }: Told): readonly string[] => cards.map((c) => c.indicator);

const MYELOMA = condition('myeloma', { since: daysAgo(5).slice(0, 10) });
const B2M = b2m('6.1 mg/L', { id: 'b', high: '2.4 mg/L' });
const DRAW = [B2M, albumin('3.9 g/dL'), creatinine('0.9 mg/dL')];
const myeloma = (parts: Partial<fhir4.Condition>): fhir4.Condition => {
  const { onsetDateTime: _, ...undated } = MYELOMA;
  return { ...undated, ...parts };
};

describe('a plain chart', () => {
  test('has its stage, high risk, and ISS offered for the record', async () => {
    const answer = await told([MYELOMA, ...DRAW]);
    expect(words(answer)).toContain('ISS III');
    expect(recorded(answer)).toEqual(['Record ISS III']);
    expect(answer.unread).toEqual([]);
  });
});

describe('a status that is not understood', () => {
  const HL7 = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
  test.each([
    [
      'of another system',
      { verificationStatus: { coding: [{ system: 'http://snomed.info/sct', code: '410594000' }] } },
      'verification-not-understood',
    ],
    ['in words', { verificationStatus: { text: 'confirmed' } }, 'verification-not-understood'],
    [
      'that contradicts itself',
      {
        verificationStatus: {
          coding: [
            { system: HL7, code: 'confirmed' },
            { system: HL7, code: 'refuted' },
          ],
        },
      },
      'verification-not-understood',
    ],
    [
      'of an older FHIR',
      { clinicalStatus: 'active' as unknown as fhir4.CodeableConcept },
      'clinical-status-not-understood',
    ],
  ])('%s: the entry is named and never staged', async (_, parts, why) => {
    const answer = await told([{ ...MYELOMA, ...parts }, ...DRAW]);
    expect(words(answer)).not.toMatch(/ISS|high-risk|no known cause/);
    expect(words(answer)).toContain('1 entry of the problem list could not be read');
    expect(recorded(answer)).toEqual([]);
    expect(answer.unread).toMatchObject([{ type: 'Condition', why }]);
    const iss = answer.rules.find((r) => r.id === 'iss-stage');
    expect(iss?.because).toContain('0 read; 1 entry of the problem list could not be read');
  });

  test('beside HL7’s own it is passed over; without any the entry is confirmed and active', async () => {
    const own = {
      coding: [
        { system: 'urn:ehr', code: 'C' },
        { system: HL7, code: 'confirmed' },
      ],
    };
    expect(recorded(await told([{ ...MYELOMA, verificationStatus: own }, ...DRAW]))).toHaveLength(1);
    const { verificationStatus: _v, clinicalStatus: _c, ...bare } = MYELOMA;
    expect(recorded(await told([bare, ...DRAW]))).toHaveLength(1);
  });
});

describe('the date of diagnosis', () => {
  const asserted = (valueDateTime: string) => [
    { url: 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate', valueDateTime },
  ];

  test('asserted eight years ago and entered last week: a current value', async () => {
    const answer = await told([myeloma({ extension: asserted('2018-03-16'), recordedDate: daysAgo(5) }), ...DRAW]);
    expect(words(answer)).not.toMatch(/ISS I|high-risk|still untreated/);
    expect(recorded(answer)).toEqual([]);
  });

  test('asserted last week with an onset of a year ago: baseline', async () => {
    const onset = '2025-10-20';
    const answer = await told([
      myeloma({ extension: asserted('2026-10-27'), onsetDateTime: onset, recordedDate: onset }),
      ...DRAW,
    ]);
    expect(recorded(answer)).toEqual(['Record ISS III']);
  });

  test.each([
    ['a year', { onsetDateTime: '2026', recordedDate: '2026-10-27' }, 'known only as 2026 (2026-01-01 to 2026-10-27)'],
    ['words', { onsetString: 'last autumn', recordedDate: '2026-10-27' }, 'date of diagnosis cannot be read'],
    ['nothing', {}, 'date of diagnosis is not on record'],
  ])('by %s alone: if this B2M is from diagnosis, nothing to record', async (_, parts, said) => {
    const answer = await told([myeloma(parts), ...DRAW]);
    expect(words(answer)).toContain('ISS III if this B2M is from diagnosis');
    expect(words(answer)).toContain(said);
    expect(words(answer)).not.toContain('high-risk');
    expect(recorded(answer)).toEqual([]);
    expect(answer.evidence.assessments?.find((a) => a.system === 'ISS')?.basis).toBe('if-baseline');
  });

  test('recorded only: shown as baseline, nothing to record', async () => {
    const answer = await told([myeloma({ recordedDate: '2026-10-27' }), ...DRAW]);
    expect(words(answer)).toMatch(/ISS III.*recorded 2026-10-27/s);
    expect(recorded(answer)).toEqual([]);
  });

  test('of an encounter alone: shown, nothing to record; with an entry of the problem list it may be', async () => {
    const category = [{ coding: [{ code: 'encounter-diagnosis' }] }];
    expect(recorded(await told([{ ...MYELOMA, category }, ...DRAW]))).toEqual([]);
    expect(recorded(await told([{ ...MYELOMA, category }, MYELOMA, ...DRAW]))).toHaveLength(1);
  });
});

describe('a partial date of the sample', () => {
  test('2024, issued last week, is of 2024', async () => {
    const old = b2m('6.1 mg/L', { at: '2024', issued: daysAgo(1) });
    const answer = await told([MYELOMA, old, albumin('3.9 g/dL'), creatinine('0.9 mg/dL')]);
    expect(words(answer)).not.toMatch(/ISS I|high-risk|still untreated|2024-01-01/);
    expect(recorded(answer)).toEqual([]);
  });

  test('the month of the diagnosis is within the window', async () => {
    const answer = await told([
      MYELOMA,
      b2m('6.1 mg/L', { at: '2026-10' }),
      albumin('3.9 g/dL'),
      creatinine('0.9 mg/dL'),
    ]);
    expect(words(answer)).toContain('ISS III');
  });
});

describe('a reference', () => {
  const { medicationCodeableConcept: _, ...pointing } = drug('', { id: 'm', at: daysAgo(20) });
  const order: fhir4.MedicationRequest = { ...pointing, medicationReference: { reference: 'Medication/x' } };
  const bortezomib: fhir4.Medication = { resourceType: 'Medication', id: 'x', code: { text: 'Bortezomib 3.5 mg' } };

  test('to a drug that was gathered: the drug is read', async () => {
    const answer = await told([MYELOMA, ...DRAW, order, bortezomib]);
    expect(answer.unread).toEqual([]);
    expect(recorded(answer)).toEqual([]);
  });

  test('to one that was not: it is told, and nothing is offered for the record', async () => {
    const answer = await told([MYELOMA, ...DRAW, order]);
    expect(answer.unread).toMatchObject([
      { reference: 'MedicationRequest/m', why: 'reference-not-found', text: 'Medication/x' },
    ]);
    expect(words(answer)).toContain('1 medication could not be read: whether treatment has begun is open');
    expect(recorded(answer)).toEqual([]);
  });

  test('to one that was not, with its name: the drug is read', async () => {
    const named = { ...order, medicationReference: { reference: 'Medication/x', display: 'Metformin 500 mg' } };
    const answer = await told([MYELOMA, ...DRAW, named]);
    expect(answer.unread).toEqual([]);
    expect(recorded(answer)).toEqual(['Record ISS III']);
  });

  test.each([
    ['urine', { type: { coding: [{ system: 'http://snomed.info/sct', code: '122575003' }] } }],
    ['cerebrospinal fluid', { type: { text: 'CSF' } }],
  ])('to a specimen of %s overrules a serum code', async (fluid, parts) => {
    const specimen: fhir4.Specimen = { resourceType: 'Specimen', id: 's', ...parts };
    const contradicted = { ...B2M, specimen: { reference: 'Specimen/s' } };
    const answer = await told([MYELOMA, contradicted, specimen, albumin('3.9 g/dL'), creatinine('0.9 mg/dL')]);
    expect(words(answer)).not.toMatch(/^ISS I|by B2M/m);
    expect(answer.unread).toMatchObject([{ reference: 'Observation/b', why: 'contradictory-specimen', text: fluid }]);
  });

  test('to a specimen of serum, or to one that was not gathered, changes nothing', async () => {
    const specimen: fhir4.Specimen = { resourceType: 'Specimen', id: 's', type: { text: 'Serum' } };
    const chart = [
      MYELOMA,
      { ...B2M, specimen: { reference: 'Specimen/s' } },
      albumin('3.9 g/dL'),
      creatinine('0.9 mg/dL'),
    ];
    expect(recorded(await told([...chart, specimen]))).toHaveLength(1);
    expect(recorded(await told(chart))).toHaveLength(1);
  });
});

describe('what was not read', () => {
  const textOnly = (text: string): fhir4.Condition => ({ ...condition('myeloma', { id: 'text' }), code: { text } });

  test('a myeloma in words: named, no stage, no warning built on its absence', async () => {
    const answer = await told([textOnly('Multiple myeloma, IgG kappa'), ...DRAW]);
    expect(words(answer)).toContain('1 entry of the problem list could not be read (“Multiple myeloma, IgG kappa”');
    expect(words(answer)).not.toMatch(/ISS|none of the causes ClearStage knows is on the problem list/);
    expect(indicators(answer)).toEqual(['info']);
  });

  test('hypertension in words is read and of no concern', async () => {
    const answer = await told([textOnly('Hypertension'), ...DRAW]);
    expect(answer.unread).toEqual([]);
    expect(words(answer)).toContain('none of the causes ClearStage knows is on the problem list');
    expect(indicators(answer)).toEqual(['warning']);
  });

  test.each([
    ['a value that is text', { valueQuantity: { value: '6.1' as unknown as number, unit: 'mg/L' } }, 'unreadable'],
    ['a text in place of a value', { valueQuantity: undefined, valueString: '6.1 mg/L' }, 'not-numeric'],
    ['a day that does not exist', { effectiveDateTime: '2026-02-31' }, 'unreadable-date'],
  ])('%s of B2M: named with why, never absent, never ordered', async (_, parts, why) => {
    const answer = await told([
      MYELOMA,
      b2m('6.1 mg/L', { id: 'b', with: parts }),
      albumin('3.2 g/dL'),
      creatinine('0.9 mg/dL'),
    ]);
    expect(words(answer)).toContain('the one on record is not used');
    expect(words(answer)).not.toMatch(/no usable serum B2M|no serum B2M/);
    expect(offered(answer)).not.toContain('Order serum beta-2 microglobulin');
    expect(answer.unread).toMatchObject([{ reference: 'Observation/b', analyte: 'b2m-serum', why }]);
    for (const { because } of answer.rules) {
      if (because.includes('no serum B2M')) expect(because).toContain('not used');
    }
  });

  test('is bounded in explain, and counted beyond', async () => {
    const many = Array.from({ length: 60 }, (_, i) => textOnly(`Amyloidosis ${i}`)).map((c, i) => ({
      ...c,
      id: `c${i}`,
    }));
    const answer = await told([MYELOMA, ...DRAW, ...many]);
    expect(answer.unread).toHaveLength(50);
    expect(answer.unreadBeyond).toBe(10);
  });

  test('a local result that was opened: no card, its coding in every reason', async () => {
    const local = observation('', '6.1 mg/L', {
      id: 'g',
      with: { code: { coding: [{ system: 'urn:example:lab', code: 'B2M' }], text: 'Beta-2-Mikroglobulin' } },
    });
    const answer = await told([MYELOMA, ...DRAW], { results: [local] });
    expect(answer.cards).toEqual([]);
    // What is urgent is said whatever was opened.
    const others = answer.rules.filter(({ id }) => id !== 'acute-kidney-injury');
    expect(new Set(others.map((r) => r.because))).toEqual(
      new Set(['the result opened is not recognised: urn:example:lab|B2M']),
    );
    const risen = [creatinine('1.0 mg/dL', { at: daysAgo(5) }), creatinine('4.0 mg/dL')];
    const panel = { ...local, hasMember: [{ reference: 'Observation/elsewhere' }] };
    const urgent = await told([MYELOMA, B2M, ...risen], { results: [panel] });
    expect(urgent.cards.map((c) => c.summary)).toEqual([
      'Urgent: acute kidney injury stage 3 with myeloma: creatinine 1.0 → 4.0 mg/dL in 5 days',
    ]);
    expect(answer.unread).toMatchObject([
      { reference: 'Observation/g', coding: { system: 'urn:example:lab', code: 'B2M' }, text: 'Beta-2-Mikroglobulin' },
    ]);
  });

  test('a report whose B2M was gathered stands for it', async () => {
    const report: fhir4.DiagnosticReport = {
      resourceType: 'DiagnosticReport',
      id: 'report',
      status: 'final',
      code: { text: 'Chemistry' },
      result: [{ reference: 'https://ehr.example/fhir/Observation/b' }],
    };
    expect(recorded(await told([MYELOMA, ...DRAW], { results: [report] }))).toEqual(['Record ISS III']);
  });
});

const ORDER: fhir4.ServiceRequest = {
  resourceType: 'ServiceRequest',
  id: 's',
  status: 'draft',
  intent: 'order',
  subject: { reference: `Patient/${PATIENT_ID}` },
  code: { coding: [{ system: 'http://loinc.org', code: '1952-1' }] },
};

describe('an order not to measure B2M', () => {
  test.each([
    [{ doNotPerform: true }, 0],
    [{ modifierExtension: [{ url: 'urn:not', valueBoolean: true }] }, 0],
    [{ doNotPerform: false }, 1],
    [{}, 1],
  ])('%j: %p card', async (parts, cards) => {
    const answer = await told([MYELOMA], { hook: 'order-sign', draftOrders: [{ ...ORDER, ...parts }] });
    expect(answer.cards).toHaveLength(cards);
  });
});

describe('R-ISS for the record', () => {
  const FISH = (['del17p', 't4-14', 't14-16'] as const).map((a, i) => fish(a, 'absent', { id: `f${i}` }));
  const chart = [MYELOMA, ...DRAW, ldh('180 U/L'), ...FISH];
  const riss = async (...more: readonly fhir4.FhirResource[]) =>
    recorded(await told([...chart, ...more])).includes('Record R-ISS II');

  test('needs LDH and FISH, and nothing unread that may be either', async () => {
    expect(await riss()).toBe(true);
    expect(
      await riss(observation('', undefined, { with: { code: { text: 'FISH panel' }, valueString: 'see report' } })),
    ).toBe(false);
    expect(await riss(ldh('999', { at: daysAgo(1) }))).toBe(false);
  });

  test('is not kept back by what the laboratory has withdrawn', async () => {
    expect(await riss(fish('del17p', 'present', { status: 'entered-in-error' }))).toBe(true);
    expect(await riss(ldh('999', { status: 'cancelled' }))).toBe(true);
  });
});

describe('a drafted order that may not be used', () => {
  test.each([
    [{ modifierExtension: [{ url: 'urn:not', valueBoolean: true }] }, 'urn:not'],
    [{ doNotPerform: 'perhaps' }, 'doNotPerform'],
  ])('%j is told', async (parts, text) => {
    const order = { ...ORDER, ...parts } as fhir4.ServiceRequest;
    const answer = await told([MYELOMA], { hook: 'order-sign', draftOrders: [order] });
    expect(answer.cards).toEqual([]);
    expect(answer.unread).toMatchObject([{ type: 'ServiceRequest', why: 'modifier-not-understood', text }]);
  });
});

describe('a drafted order that was not read', () => {
  test('is told, and claims nothing', async () => {
    const local = { coding: [{ system: 'urn:example:lab', code: 'B2M' }], text: 'Beta-2' };
    const order = { ...ORDER, code: local };
    const answer = await told([MYELOMA], { hook: 'order-sign', draftOrders: [ORDER, order] });
    expect(answer.unread).toMatchObject([{ type: 'ServiceRequest', text: 'Beta-2', why: 'unknown-code-system' }]);
  });
});
