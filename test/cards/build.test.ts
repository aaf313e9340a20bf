// The limits of a card: a summary below 140 characters that never ends inside a number, and no empty parts.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { buildCard, fitSummary, SUMMARY_MAX } from '../../src/cards/build.ts';
import { overrideReasons } from '../../src/cards/override-reasons.ts';
import { suggestOrder } from '../../src/cards/orders.ts';

const EVIDENCE = { rules: [], assessments: [], inputs: [], derived: [], citations: [] };
const PARTS = {
  summary: 'ISS stage I',
  indicator: 'info',
  body: { rows: [], lines: [], closing: 'End.' },
  source: { label: 'ClearStage' },
  evidence: EVIDENCE,
} as const;
const LDH = { code: '2532-0', display: 'Lactate dehydrogenase', label: 'LDH' };
const CONTEXT = { patientId: 'p1', userId: 'Practitioner/x', asOf: Date.parse('2026-11-01T09:00:00Z') };

describe('summary', () => {
  test('of 139 characters stays as it is, one of 140 is shortened at a word', () => {
    const words = (length: number) => 'abcd '.repeat(40).slice(0, length - 1) + 'z';
    expect(fitSummary(words(139))).toBe(words(139));
    expect(fitSummary(words(140)).length).toBeLessThanOrEqual(139);
    expect(fitSummary(words(140))).toMatch(/abcd…$/);
  });

  test('is one line', () => {
    expect(fitSummary('  ISS\n stage\t\tI ')).toBe('ISS stage I');
  });

  test.each([
    ['B2M 6.1 mg', '/L measured', 'B2M'],
    ['B2M 6.1', ' mg/L measured', 'B2M'],
    ['B2M 6', '.1 mg/L measured', 'B2M'],
    ['B2M (6.1 m', 'g/L measured', 'B2M'],
    ['B2M <0.5 mg', '/L measured', 'B2M'],
    ['B2M 2.4 → 3', '.4 mg/L', 'B2M'],
    ['rose ×1.5 ti', 'mes', 'rose'],
    ['eGFR 38 mL', '/min', 'eGFR'],
    ['albumin 3.2 g/dL, b', 'elow', 'albumin 3.2 g/dL'],
  ])('cut after "%s" (before "%s") ends with "%s"', (upTo, rest, end) => {
    const start = 'x'.repeat(SUMMARY_MAX - upTo.length - 1);
    expect(fitSummary(`${start} ${upTo}${rest}`)).toBe(`${start} ${end}…`);
  });

  test('whatever the text: below 140, on one line, and what remains is its beginning up to a word', () => {
    const word = fc.oneof(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.double({ min: 0.01, max: 9999, noNaN: true }).map((n) => n.toFixed(2)),
      fc.constantFrom('mg/L', '→', '(B2M', '<0.5', '≥5.5', '🩸', 'é'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const line = words.join(' ').replace(/\s+/g, ' ').trim();
        const fitted = fitSummary(words.join(' '));
        expect(fitted.length).toBeLessThan(140);
        expect(fitted).not.toMatch(/[\r\n\t]/);
        if (fitted === line) return;
        expect(fitted.endsWith('…')).toBe(true);
        const kept = fitted.slice(0, -1);
        expect(line.startsWith(kept)).toBe(true);
        // No digit is cut from its number.
        expect(/\d$/.test(kept) && /^[\d.,]*\d/.test(line.slice(kept.length))).toBe(false);
      }),
      { seed: 41, numRuns: 1000 },
    );
  });
});

describe('card', () => {
  test('leaves out every optional part that is empty', () => {
    expect(Object.keys(buildCard(PARTS)).sort()).toEqual([
      'body',
      'detail',
      'extension',
      'indicator',
      'source',
      'summary',
    ]);
    expect(Object.keys(buildCard({ ...PARTS, suggestions: [], overrideReasons: [], links: [] }))).not.toContain(
      'links',
    );
  });

  test('says how suggestions are to be taken as soon as there is one', () => {
    const card = buildCard({ ...PARTS, suggestions: [suggestOrder(LDH, CONTEXT)] });
    expect(card).toMatchObject({ selectionBehavior: 'any', suggestions: [{ label: 'Order LDH' }] });
  });

  test('shortens a summary that is too long', () => {
    expect(buildCard({ ...PARTS, summary: 'word '.repeat(60) }).summary.length).toBeLessThanOrEqual(SUMMARY_MAX);
  });
});

describe('a suggested order', () => {
  test('is a draft for this patient and encounter, requested by who asks', () => {
    const { actions } = suggestOrder(LDH, { ...CONTEXT, encounterId: 'e9' });
    expect(actions[0].resource).toMatchObject({
      resourceType: 'ServiceRequest',
      status: 'draft',
      intent: 'order',
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e9' },
      requester: { reference: 'Practitioner/x' },
      authoredOn: '2026-11-01T09:00:00.000Z',
      code: { coding: [{ system: 'http://loinc.org', code: '2532-0' }] },
    });
  });

  test.each(['Patient/p1', 'RelatedPerson/r', 'x', ''])(
    'names no requester when the user is %j, who may not order',
    (userId) => {
      expect(suggestOrder(LDH, { ...CONTEXT, userId }).actions[0].resource).not.toHaveProperty('requester');
    },
  );

  test('carries one action and is recommended only when told so', () => {
    expect(suggestOrder(LDH, CONTEXT)).not.toHaveProperty('isRecommended');
    expect(suggestOrder(LDH, CONTEXT, true)).toMatchObject({ isRecommended: true });
    expect(suggestOrder(LDH, CONTEXT).actions).toHaveLength(1);
  });
});

describe('override reasons', () => {
  test.each([
    ['stage', ['staged-elsewhere', 'result-error', 'action-not-priority', 'palliative', 'recipient-does-not-trust']],
    ['read', ['result-error', 'action-not-priority', 'palliative', 'recipient-does-not-trust']],
    ['work', ['indication-order-exists', 'action-completed', 'result-error', 'palliative', 'recipient-does-not-trust']],
    [
      'injury',
      ['action-completed', 'chronic-kidney-disease', 'result-error', 'palliative', 'recipient-does-not-trust'],
    ],
    ['unit', ['unit-confirmed', 'result-error', 'action-not-priority', 'palliative', 'recipient-does-not-trust']],
    [
      'order',
      ['indication-order-exists', 'new-therapy', 'trial-protocol', 'action-not-priority', 'recipient-does-not-trust'],
    ],
  ] as const)('of a card of kind %s: five at most, the one most worth knowing first', (kind, codes) => {
    expect(overrideReasons(kind).map((r) => r.code)).toEqual(codes);
  });
});
