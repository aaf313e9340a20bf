// Random patients with myeloma around their diagnosis, with the decision that the words demand.
import { bodyOf } from './ask.ts';
import { basisOf, beforeFirstDose, issOf, type Basis, type Days, type Therapy } from './baseline-oracle.ts';
import { random, type Random } from './random.ts';
import { at, date, daysSince } from './time.ts';
import {
  asserted,
  atAnEncounter,
  given,
  ordered,
  patient,
  problem,
  refuted,
  resolved,
  result,
  suspected,
} from './record.ts';

export interface BaselinePatient {
  readonly told: string;
  readonly body: object;
  /** Undefined: no stage of any kind is told. */
  readonly basis: ReadonlySet<Basis> | undefined;
  readonly iss: readonly string[];
  readonly recordable: boolean;
}

const B2M_AGES = [0, 1, 3, 5, 10, 29, 30, 31, 45, 60, 61, 80, 90, 91, 120, 200];
const FROM_DIAGNOSIS = [
  -91, -90, -89, -60, -30, -10, -3, 0, 0, 2, 5, 10, 30, 59, 60, 61, 62, 100, 200, 364, 365, 366, 500,
];

export function baselinePatient(seed: number): BaselinePatient {
  const r = random(seed);
  const b2mDaysAgo = r.pick(B2M_AGES);
  const entry = diagnosisOf(r, b2mDaysAgo);
  const made = therapiesOf(r, b2mDaysAgo, entry.days);
  const otherCancer = r.chance(0.15);
  const medicationsRead = !r.chance(0.06);
  const unread = r.pick(['', '', '', '', '', '', '', 'drug', 'problem', 'harmless problem'] as const);
  const question = {
    b2mDaysAgo,
    diagnosis: entry.days,
    therapies: made.map(([t]) => t),
    otherCancer,
    medicationsRead: medicationsRead && unread !== 'drug',
  };
  const b2m = r.pick([2, 3.4, 3.49, 3.5, 4, 5.4, 5.49, 5.5, 5.51, 9]);
  const albumin = r.pick([undefined, 2.9, 3.4, 3.49, 3.5, 3.51, 4.2]);
  const ofItsTime = !(albumin !== undefined && made.length === 0 && r.chance(0.2));
  const iss = issOf(b2m, ofItsTime ? albumin : undefined);
  const { doubt, unnamed } = beforeFirstDose(question);
  const basis = entry.staged ? basisOf(question) : undefined;
  const recordable =
    basis !== undefined &&
    [...basis].join() === 'baseline' &&
    entry.recordable &&
    iss.length === 1 &&
    albumin !== undefined &&
    ofItsTime &&
    !doubt &&
    !unnamed &&
    medicationsRead &&
    unread !== 'drug' &&
    unread !== 'problem';
  const resources: readonly fhir4.FhirResource[] = [
    ...entry.conditions,
    ...(otherCancer ? [problem('breast', 'hypertension', { code: BREAST_CANCER, onsetDateTime: '2015-03-01' })] : []),
    ...made.map(([, resource]) => resource),
    ...unreadOf(unread),
    result('b2m', '1952-1', b2m, 'mg/L', at(b2mDaysAgo, 6)),
    result('creatinine', '2160-0', 0.9, 'mg/dL', at(b2mDaysAgo, 6)),
    ...(albumin === undefined
      ? []
      : [result('albumin', '1751-7', albumin, 'g/dL', at(b2mDaysAgo + (ofItsTime ? 0 : 31), 6))]),
  ];
  const told = `${seed}: ${entry.told}; B2M ${b2m} ${b2mDaysAgo} days ago, albumin ${albumin} ${ofItsTime ? '' : 'too old'}; ${made
    .map(([t]) => `${t.drug} ${t.as} ${t.daysAgo}`)
    .join(
      ', ',
    )}; ${otherCancer ? 'breast cancer; ' : ''}${medicationsRead ? '' : 'medications in part; '}${unread && `unread ${unread}`}; diagnosis ${JSON.stringify(entry.days)}`;
  const body = bodyOf(patient('1958-03-04', 'female'), resources, medicationsRead ? [] : ['medications']);
  return { told, body, basis, iss, recordable };
}

const BREAST_CANCER = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C50.911' }] };

interface Entry {
  readonly told: string;
  readonly conditions: readonly fhir4.Condition[];
  readonly days: Days | undefined;
  readonly staged: boolean;
  readonly recordable: boolean;
}

function diagnosisOf(r: Random, b2mDaysAgo: number): Entry {
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

type Made = readonly [Therapy, fhir4.FhirResource];

function therapiesOf(r: Random, b2mDaysAgo: number, diagnosis: Days | undefined): readonly Made[] {
  if (r.chance(0.45)) return [];
  const near = Math.max(0, b2mDaysAgo - r.pick([-31, -30, -29, -14, -10, -1, 0, 1, 5, 40]));
  // Clear of the diagnosis, or exactly at its limit of 30 days before.
  const limit = (diagnosis?.from ?? near) + 30;
  const as = r.pick(['given', 'given', 'ordered', 'ordered', 'ordered', 'nothing', 'undated'] as const);
  const drug = r.pick([
    'of the disease',
    'of the disease',
    'of the disease',
    'of many diseases',
    'steroid',
    'chemotherapy without a name',
  ] as const);
  const day =
    diagnosis === undefined
      ? undefined
      : as === 'given' && r.chance(0.15)
        ? r.pick([limit, limit + 1, limit + 400])
        : near;
  if (as === 'undated' || day === undefined)
    return drug === 'chemotherapy without a name' ? [] : [therapy(r, 'dose', drug, 'ordered', undefined)];
  if (as === 'ordered' && day > limit && day <= limit + 30) return [];
  const first = therapy(r, 'dose', drug, as, day);
  if (as !== 'ordered' || drug !== 'of the disease' || r.chance(0.6)) return [first];
  const second = Math.max(0, day - r.pick([3, 13, 14, 20, 29]));
  return [first, therapy(r, 'later', drug, r.pick(['given', 'ordered'] as const), second)];
}

function therapy(r: Random, id: string, drug: Therapy['drug'], as: Therapy['as'], daysAgo: number | undefined): Made {
  const told = { drug, as: drug === 'chemotherapy without a name' ? ('given' as const) : as, daysAgo };
  if (drug === 'chemotherapy without a name') {
    const code = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'Z51.11' }] };
    return [
      told,
      {
        ...problem(id, 'hypertension', { code, ...(daysAgo !== undefined && { onsetDateTime: date(daysAgo) }) }),
        ...atAnEncounter,
      },
    ];
  }
  const name = { 'of the disease': 'bortezomib', 'of many diseases': 'cyclophosphamide', steroid: 'dexamethasone' }[
    drug
  ];
  if (as === 'given' && daysAgo !== undefined) return [told, given(id, name, daysAgo)];
  const nothing =
    as === 'nothing'
      ? r.pick([
          { intent: 'plan' },
          { intent: 'proposal' },
          { status: 'draft' },
          { status: 'cancelled' },
          { status: 'on-hold' },
          { status: 'entered-in-error' },
        ] as const)
      : {};
  return [told, ordered(id, name, daysAgo, nothing)];
}

function unreadOf(what: '' | 'drug' | 'problem' | 'harmless problem'): readonly fhir4.FhirResource[] {
  if (what === 'drug') {
    const parts = { medicationCodeableConcept: { coding: [{ system: 'urn:our:drugs', code: '4711' }] } };
    return [ordered('unread', '', 4, parts)];
  }
  if (what === '') return [];
  return [
    problem('unread', 'hypertension', {
      code: { text: what === 'problem' ? 'Z.n. Lymphom' : 'Bluthochdruck' },
      onsetDateTime: '2020-01-01',
    }),
  ];
}
