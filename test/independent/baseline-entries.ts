// Entries of myeloma as problem lists have them, with the days between which each says that it was diagnosed.
import type { Days } from './baseline-oracle.ts';
import type { Random } from './random.ts';
import { asserted, atAnEncounter, problem, refuted, resolved, suspected } from './record.ts';
import { date, daysSince } from './time.ts';

const FROM_DIAGNOSIS = [
  -91, -90, -89, -60, -30, -10, -3, 0, 0, 2, 5, 10, 30, 59, 60, 61, 62, 100, 200, 364, 365, 366, 500,
];

export interface Entry {
  readonly told: string;
  readonly conditions: readonly fhir4.Condition[];
  readonly days: Days | undefined;
  readonly staged: boolean;
  readonly recordable: boolean;
}

export function diagnosisOf(r: Random, b2mDaysAgo: number): Entry {
  const day = Math.max(0, b2mDaysAgo + r.pick(FROM_DIAGNOSIS));
  const on = date(day);
  const exactly = { from: day, to: day };
  const staged = { staged: true, recordable: true };
  const myeloma = (parts: Partial<fhir4.Condition>): readonly fhir4.Condition[] => [
    problem('myeloma', 'myeloma', parts),
  ];
  const kind = r.pick(KINDS);
  switch (kind) {
    case 'onset':
      return { told: kind, conditions: myeloma({ onsetDateTime: on }), days: exactly, ...staged };
    case 'onset and recorded': {
      const recorded = Math.max(0, day - r.pick([0, 3, 20, 80, 364, 365, 366, 500]));
      const days = day - recorded <= 365 ? { from: day, to: recorded } : exactly;
      return { told: kind, conditions: myeloma({ onsetDateTime: on, recordedDate: date(recorded) }), days, ...staged };
    }
    case 'recorded':
      return { told: kind, conditions: myeloma({ recordedDate: on }), days: exactly, staged: true, recordable: false };
    case 'asserted':
      return {
        told: kind,
        conditions: myeloma({
          ...asserted(on),
          onsetDateTime: date(day + r.pick([0, 100, 400])),
          recordedDate: date(Math.max(0, day - 5)),
        }),
        days: exactly,
        ...staged,
      };
    case 'month': {
      const month = on.slice(0, 7);
      const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
      return {
        told: kind,
        conditions: myeloma({ onsetDateTime: month }),
        days: { from: daysSince(`${month}-01`), to: daysSince(next) },
        ...staged,
      };
    }
    case 'year': {
      const year = on.slice(0, 4);
      return {
        told: kind,
        conditions: myeloma({ onsetDateTime: year }),
        days: { from: daysSince(`${year}-01-01`), to: daysSince(`${year}-12-31`) },
        ...staged,
      };
    }
    case 'year and recorded': {
      const year = on.slice(0, 4);
      return {
        told: kind,
        conditions: myeloma({ onsetDateTime: year, recordedDate: on }),
        days: { from: daysSince(`${year}-01-01`), to: day },
        ...staged,
      };
    }
    case 'period':
      return {
        told: kind,
        conditions: myeloma({ onsetPeriod: { start: date(day + 20), end: on } }),
        days: { from: day + 20, to: day },
        ...staged,
      };
    case 'period without an end':
      return { told: kind, conditions: myeloma({ onsetPeriod: { start: on } }), days: exactly, ...staged };
    case 'words':
      return {
        told: kind,
        conditions: myeloma({ onsetString: 'about when he moved house', recordedDate: on }),
        days: undefined,
        staged: true,
        recordable: false,
      };
    case 'undated':
      return { told: kind, conditions: myeloma({}), days: undefined, staged: true, recordable: false };
    case 'encounter only':
      return {
        told: kind,
        conditions: myeloma({ ...atAnEncounter, onsetDateTime: on }),
        days: exactly,
        staged: true,
        recordable: false,
      };
    case 'two entries': {
      const later = Math.max(0, day - r.pick([1, 30, 200]));
      const conditions = [
        problem('second', 'myeloma', { onsetDateTime: date(later) }),
        problem('first', 'myeloma', { onsetDateTime: on }),
      ];
      return { told: kind, conditions, days: exactly, ...staged };
    }
    case 'progression': {
      const before = day + r.pick([1, 100, 900]);
      const earlier = r.pick(['mgus', 'smouldering myeloma'] as const);
      const conditions = [
        problem('earlier', earlier, { onsetDateTime: date(before) }),
        ...myeloma({ onsetDateTime: on }),
      ];
      return { told: `${kind} of ${earlier} of ${before - day} days before`, conditions, days: exactly, ...staged };
    }
    case 'smouldering after':
    case 'smouldering the same day': {
      const later = kind === 'smouldering after' ? Math.max(0, day - 10) : day;
      const conditions = [
        problem('later', 'smouldering myeloma', { onsetDateTime: date(later) }),
        ...myeloma({ onsetDateTime: on }),
      ];
      return { told: kind, conditions, days: exactly, staged: false, recordable: false };
    }
    case 'smouldering in words': {
      const code = {
        coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C90.00' }],
        text: r.pick([
          'Smoldering myeloma',
          'Smouldering multiple myeloma',
          'Asymptomatic myeloma',
          'indolent myeloma',
        ]),
      };
      return {
        told: code.text,
        conditions: myeloma({ onsetDateTime: on, code }),
        days: exactly,
        staged: false,
        recordable: false,
      };
    }
    case 'suspected':
    case 'refuted':
    case 'resolved': {
      const status = { suspected, refuted, resolved }[kind];
      return {
        told: kind,
        conditions: myeloma({ onsetDateTime: on, ...status }),
        days: exactly,
        staged: false,
        recordable: false,
      };
    }
    case 'relapse':
    case 'remission': {
      const name = kind === 'relapse' ? ('relapsed myeloma' as const) : ('myeloma in remission' as const);
      return {
        told: kind,
        conditions: [problem('myeloma', name, { onsetDateTime: on })],
        days: exactly,
        staged: false,
        recordable: false,
      };
    }
  }
}

const KINDS = [
  'onset',
  'onset',
  'onset',
  'onset',
  'onset',
  'onset and recorded',
  'onset and recorded',
  'recorded',
  'asserted',
  'asserted',
  'month',
  'year',
  'year and recorded',
  'period',
  'period without an end',
  'words',
  'undated',
  'encounter only',
  'two entries',
  'progression',
  'progression',
  'smouldering after',
  'smouldering the same day',
  'smouldering in words',
  'suspected',
  'refuted',
  'resolved',
  'relapse',
  'remission',
] as const;
