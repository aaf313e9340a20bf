// The results of a made-up patient: what filtration and disease give, with the variation of one person and the slips of records.
import { expectedB2m } from '../../clinical/instruments/b2m-expected.ts';
import { egfrCkdEpi2021 } from '../../clinical/instruments/ckd-epi-2021.ts';
import { quantity } from '../../clinical/quantities/quantity.ts';
import type { Chance } from './random.ts';
import type { Disease, Draw, Slip, Truth } from './truth.ts';

/** Within one person, analytical variation included. @source clinical reference 4.1; B2M: NHANES III (PMC3628297) */
const CV = { b2m: 0.084, creatinine: 0.052, albumin: 0.045 } as const;

/** How often days before the end a patient is drawn, and how B2M stands to what filtration alone gives: made up. */
const COURSES: Readonly<
  Record<Disease, { readonly every: number; readonly most: number; readonly tumour: readonly [number, number] }>
> = {
  'new-myeloma': { every: 30, most: 1, tumour: [1, 3] },
  'treated-myeloma': { every: 75, most: 6, tumour: [0.95, 1.3] },
  mgus: { every: 240, most: 4, tumour: [0.95, 1.15] },
  'smouldering-myeloma': { every: 120, most: 5, tumour: [1, 1.4] },
  cll: { every: 180, most: 4, tumour: [1, 2] },
  waldenstrom: { every: 150, most: 4, tumour: [1, 2] },
  'follicular-lymphoma': { every: 180, most: 4, tumour: [0.95, 1.4] },
  none: { every: 200, most: 5, tumour: [0.95, 1.05] },
};

export function withDraws(truth: Truth, chance: Chance): Truth {
  const { every, most, tumour } = COURSES[truth.disease];
  const factor = chance.between(...tumour);
  const albumin = truth.disease.endsWith('myeloma') ? chance.between(2.8, 4.4) : chance.between(3.6, 4.6);
  const first = truth.disease === 'new-myeloma' ? Math.max(1, (truth.diagnosed ?? 1) - chance.whole(0, 3)) : undefined;
  const days =
    first === undefined
      ? Array.from({ length: most }, (_, i) => 2 + Math.round(i * every + chance.between(0, every / 3)))
      : [first];
  const usual = days.map((daysAgo) => drawOn(truth, daysAgo, { factor, albumin }, chance));
  const injury = injuryOf(truth, usual, chance);
  const draws = [...usual, ...earlier(truth, days, chance), ...injury].sort((a, b) => b.daysAgo - a.daysAgo);
  // Seen the day after.
  return { ...truth, draws, visits: [...truth.visits, ...injury.map((d) => d.daysAgo - 1)] };
}

function drawOn(
  truth: Truth,
  daysAgo: number,
  base: { readonly factor: number; readonly albumin: number },
  chance: Chance,
): Draw {
  const { disease, gfr, relapsed } = truth;
  const relapse = relapsed !== undefined && daysAgo <= relapsed ? 1.8 : 1;
  const asked = disease !== 'none';
  const slip = asked ? slipOf(chance) : undefined;
  return {
    daysAgo,
    ...(asked && { b2m: rounded(chance.around(expectedB2m(gfr) * base.factor * relapse, CV.b2m), 1) }),
    ...(!chance.is(0.1) && { albumin: rounded(chance.around(base.albumin, CV.albumin), 1) }),
    ...(!chance.is(0.04) && { creatinine: creatinineAt(truth, chance) }),
    ...(!chance.is(0.3) && { ldh: Math.round(chance.around(180, 0.25)) }),
    ...(!chance.is(0.05) && { hemoglobin: rounded(chance.around(11.5, 0.12), 1) }),
    ...(slip && { slip }),
  };
}

/** Kidney function before: without it nobody knows whether a creatinine is steady. */
function earlier(truth: Truth, days: readonly number[], chance: Chance): readonly Draw[] {
  const last = Math.max(...days);
  return [40, 130, 260].map((before) => ({ daysAgo: last + before, creatinine: creatinineAt(truth, chance) }));
}

/** In some, creatinine rises to two and a half times within days of a usual one. */
function injuryOf(truth: Truth, usual: readonly Draw[], chance: Chance): readonly Draw[] {
  const before = usual.find((d) => d.creatinine !== undefined && d.daysAgo > 8);
  const myeloma = truth.disease === 'new-myeloma' || truth.disease === 'treated-myeloma';
  if (!before?.creatinine || !myeloma || truth.dialysisSince !== undefined || !chance.is(0.02)) return [];
  return [{ daysAgo: before.daysAgo - 4, creatinine: rounded(before.creatinine * 2.5, 2), injury: true }];
}

function slipOf(chance: Chance): Slip | undefined {
  if (chance.is(0.93)) return undefined;
  return chance.pick(['mg/dL-misprint', 'local-code', 'partial-date', 'no-unit', 'cancelled'] as const);
}

/** The creatinine that gives this patient's GFR, with the variation of a day. */
function creatinineAt({ gfr, age, sex }: Truth, chance: Chance): number {
  let [low, high] = [0.2, 20];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if ((egfrCkdEpi2021(quantity(middle, 'mg/dL'), age, sex)?.value ?? 0) > gfr) low = middle;
    else high = middle;
  }
  return rounded(chance.around(low, CV.creatinine), 2);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
