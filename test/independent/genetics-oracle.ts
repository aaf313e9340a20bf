// R-ISS, R2-ISS and high risk, decided a second time, plainly, from the words of the clinical reference alone (1.2 to 1.4, 7.6):
// every combination of what is not known is worked through. Days count backwards from today.

export type Aberration = 'del17p' | 't4-14' | 't14-16' | 't14-20' | 'gain1q';
export type Iss = 'I' | 'II' | 'III';
/** Undefined: nobody knows. */
export type Found = boolean | undefined;

export interface Fish {
  readonly says: 'present' | 'absent' | 'nothing plain';
  readonly daysAgo: number;
  /** % of cells. */
  readonly share?: number | undefined;
}

/** From 90 days before to 90 days after the diagnosis, later while untreated, and not later than 14 days after the first dose. */
export function foundBy({ says, daysAgo, share }: Fish, diagnosed: number, dosed: number | undefined): Found {
  if (says === 'nothing plain') return undefined;
  if (dosed !== undefined && daysAgo < dosed - 14) return undefined;
  // Clones do not lose what they have, and an older absence says nothing.
  if (daysAgo > diagnosed + 90 && says === 'absent') return undefined;
  // Below the cut-off of laboratories what is called present is open.
  if (says === 'present' && share !== undefined && share < 20) return undefined;
  return says === 'present';
}

const options = (found: Found): readonly boolean[] => (found === undefined ? [true, false] : [found]);
const inOrder = (strata: ReadonlySet<string>): readonly string[] =>
  ['I', 'II', 'III', 'IV'].filter((s) => strata.has(s));

export interface Genetics {
  readonly iss: Iss;
  readonly ldhHigh: Found;
  readonly found: Readonly<Partial<Record<Aberration, Found>>>;
}

export function rIss({ iss, ldhHigh, found }: Genetics): readonly string[] {
  const strata = new Set<string>();
  for (const ldh of options(ldhHigh))
    for (const del of options(found.del17p))
      for (const four of options(found['t4-14']))
        for (const sixteen of options(found['t14-16'])) {
          const bad = del || four || sixteen;
          if (iss === 'I' && !bad && !ldh) strata.add('I');
          else if (iss === 'III' && (bad || ldh)) strata.add('III');
          else strata.add('II');
        }
  return inOrder(strata);
}

const points = (counts: boolean, each: number): number => (counts ? each : 0);

export function r2Iss({ iss, ldhHigh, found }: Genetics): readonly string[] {
  const strata = new Set<string>();
  for (const ldh of options(ldhHigh))
    for (const del of options(found.del17p))
      for (const four of options(found['t4-14']))
        for (const gain of options(found.gain1q)) {
          const sum =
            { I: 0, II: 1, III: 1.5 }[iss] + points(ldh, 1) + points(del, 1) + points(four, 1) + points(gain, 0.5);
          strata.add(sum === 0 ? 'I' : sum <= 1 ? 'II' : sum <= 2.5 ? 'III' : 'IV');
        }
  return inOrder(strata);
}

/** Of the four criteria those that are met for certain. @param share of cells with del(17p), % */
export function criteria(
  b2m: number,
  creatinine: number,
  found: Genetics['found'],
  share: number | undefined,
): readonly number[] {
  const fusion = [found['t4-14'], found['t14-16'], found['t14-20']].includes(true);
  return [
    ...(found.del17p === true && share !== undefined && share > 20 ? [1] : []),
    ...(fusion && found.gain1q === true ? [2] : []),
    ...(b2m >= 5.5 && creatinine < 1.2 ? [4] : []),
  ];
}

/** LDH and a FISH result of the time were read, and what is not known could not change it. */
export function mayRecordRiss(genetics: Genetics): boolean {
  const { ldhHigh, found } = genetics;
  const three = [found.del17p, found['t4-14'], found['t14-16']];
  return rIss(genetics).length === 1 && ldhHigh !== undefined && three.some((f) => f !== undefined);
}
