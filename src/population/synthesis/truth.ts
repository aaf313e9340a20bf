// What is true of a made-up patient: written beside the population, so that a report over it can be held against it.
import type { Chance } from './random.ts';

export const DISEASES = [
  'new-myeloma',
  'treated-myeloma',
  'mgus',
  'smouldering-myeloma',
  'cll',
  'waldenstrom',
  'follicular-lymphoma',
  'none',
] as const;
export type Disease = (typeof DISEASES)[number];

/** What is wrong with how a draw's B2M is written. */
export type Slip = 'mg/dL-misprint' | 'local-code' | 'partial-date' | 'no-unit' | 'cancelled';

export interface Draw {
  /** Days before the end. */
  readonly daysAgo: number;
  /** mg/L, g/dL, mg/dL, U/L as measured; undefined where it was not asked for. */
  readonly b2m?: number;
  readonly albumin?: number;
  readonly creatinine?: number;
  readonly ldh?: number;
  readonly hemoglobin?: number;
  readonly slip?: Slip;
  /** Acute kidney injury that day. */
  readonly injury?: true;
}

export interface Truth {
  readonly id: string;
  readonly sex: 'female' | 'male';
  /** Years at the end. */
  readonly age: number;
  readonly disease: Disease;
  /** Days before the end. */
  readonly diagnosed?: number;
  /** The problem list has no date of it. */
  readonly undated?: true;
  readonly treatedSince?: number;
  readonly relapsed?: number;
  /** mL/min/1.73 m², without injury. */
  readonly gfr: number;
  readonly chronicKidneyDisease: boolean;
  readonly dialysisSince?: number;
  readonly draws: readonly Draw[];
  /** Visits without a draw, days before the end. */
  readonly visits: readonly number[];
  readonly fish?: {
    readonly daysAgo: number;
    readonly del17p: boolean;
    readonly gain1q: boolean;
    readonly t414: boolean;
  };
  readonly laboratory: 'A' | 'B';
}

/** Shares of a haematology clinic. */
const CLINIC: readonly (readonly [Disease, number])[] = [
  ['new-myeloma', 0.1],
  ['treated-myeloma', 0.5],
  ['mgus', 0.17],
  ['smouldering-myeloma', 0.08],
  ['cll', 0.08],
  ['waldenstrom', 0.03],
  ['follicular-lymphoma', 0.04],
];
/** Shares of a hospital: B2M is rare. */
const HOSPITAL: readonly (readonly [Disease, number])[] = [
  ['new-myeloma', 0.004],
  ['treated-myeloma', 0.01],
  ['mgus', 0.02],
  ['smouldering-myeloma', 0.002],
  ['cll', 0.008],
  ['none', 0.956],
];
export const POPULATIONS = { clinic: CLINIC, hospital: HOSPITAL } as const;
export type Population = keyof typeof POPULATIONS;

/** Share with an eGFR below 60. */
const CKD = 0.3;

export function drawTruth(id: string, population: Population, chance: Chance): Truth {
  const disease = pickDisease(POPULATIONS[population], chance);
  const age = chance.whole(disease === 'none' ? 20 : 45, 88);
  const sex = chance.is(0.5) ? 'female' : 'male';
  const chronicKidneyDisease = chance.is(CKD);
  const gfr = chronicKidneyDisease ? chance.between(16, 58) : chance.between(65, 105);
  const myeloma = disease === 'new-myeloma' || disease === 'treated-myeloma';
  const diagnosed =
    disease === 'none' ? undefined : disease === 'new-myeloma' ? chance.whole(5, 50) : chance.whole(200, 1_800);
  const treatedSince =
    disease === 'treated-myeloma' && diagnosed !== undefined ? diagnosed - chance.whole(5, 30) : undefined;
  const relapsed = treatedSince !== undefined && chance.is(0.3) ? chance.whole(20, 150) : undefined;
  const dialysisSince = chronicKidneyDisease && gfr < 20 && chance.is(0.3) ? chance.whole(100, 900) : undefined;
  return {
    id,
    sex,
    age,
    disease,
    ...(diagnosed !== undefined && { diagnosed }),
    ...(diagnosed !== undefined && chance.is(0.03) && { undated: true as const }),
    ...(treatedSince !== undefined && { treatedSince }),
    ...(relapsed !== undefined && { relapsed }),
    gfr,
    chronicKidneyDisease,
    ...(dialysisSince !== undefined && { dialysisSince }),
    draws: [],
    visits: Array.from({ length: chance.whole(1, 4) }, () => chance.whole(3, 700)),
    ...(myeloma &&
      diagnosed !== undefined &&
      chance.is(0.75) && {
        fish: {
          daysAgo: Math.max(1, diagnosed - chance.whole(0, 4)),
          del17p: chance.is(0.1),
          gain1q: chance.is(0.3),
          t414: chance.is(0.12),
        },
      }),
    laboratory: chance.is(0.5) ? 'A' : 'B',
  };
}

function pickDisease(shares: readonly (readonly [Disease, number])[], chance: Chance): Disease {
  let left = chance.next();
  for (const [disease, share] of shares) {
    if (left < share) return disease;
    left -= share;
  }
  return 'none';
}
