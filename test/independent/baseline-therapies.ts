// Therapies about the day of a B2M: given, only ordered, planned, undated, and what treats another disease.
import type { Days, Therapy } from './baseline-oracle.ts';
import type { Random } from './random.ts';
import { atAnEncounter, given, ordered, problem } from './record.ts';
import { date } from './time.ts';

export type Made = readonly [Therapy, fhir4.FhirResource];

export function therapiesOf(r: Random, b2mDaysAgo: number, diagnosis: Days | undefined): readonly Made[] {
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
