// IMS/IMWG 2025 consensus genomic staging: high-risk multiple myeloma, by any of four criteria.
import type { Assessment, FactName } from '../quantities/assessment.ts';
import { possibleStrata, yesNo, type Ingredient } from '../quantities/possible.ts';
import { bands, exceeds, interval, type Quantity } from '../quantities/quantity.ts';
import type { Instrument } from './instrument.ts';

/** % of plasma cells; del(17p) counts above. @source avet-loiseau-2025 */
export const CGS_DEL17P_CUT = 20;
/** mg/L; criterion 4 needs B2M at or above. @source avet-loiseau-2025 */
export const CGS_B2M_CUT = 5.5;
/** mg/dL; criterion 4 needs creatinine below. @source avet-loiseau-2025 */
export const CGS_CREATININE_CUT = 1.2;

export const CGS_STRATA = ['high-risk', 'not-high-risk'] as const;

/** `present` when a report finds del(1p32) without saying on how many alleles. */
export type Del1p32 = 'none' | 'monoallelic' | 'biallelic' | 'present';

export interface ImsImwgInputs {
  readonly b2m?: Quantity<'mg/L'> | undefined;
  readonly creatinine?: Quantity<'mg/dL'> | undefined;
  /** Without a share of cells, a find leaves criterion 1 open: it may be in 20 % of cells or fewer. */
  readonly del17p?: boolean | undefined;
  /** Share of cells with del(17p); decides when it is known. */
  readonly del17pFraction?: Quantity<'%'> | undefined;
  /** TP53 mutation. */
  readonly tp53?: boolean | undefined;
  readonly t4_14?: boolean | undefined;
  readonly t14_16?: boolean | undefined;
  readonly t14_20?: boolean | undefined;
  /** Gain or amplification of 1q. */
  readonly gain1q?: boolean | undefined;
  readonly del1p32?: Del1p32 | undefined;
}

/** 1: del(17p) or TP53. 2: an IgH translocation with 1q+ or del(1p32). 3: del(1p32). 4: B2M with normal creatinine. */
export interface CgsCriterion {
  readonly criterion: 1 | 2 | 3 | 4;
  /** Undefined when the data leave it open. */
  readonly met: boolean | undefined;
  readonly missing: readonly FactName[];
}

/**
 * High-risk myeloma by the IMS/IMWG 2025 consensus. "Not high-risk" only when all four criteria are settled.
 *
 * @param inputs B2M in mg/L, creatinine in mg/dL, FISH and TP53; newly diagnosed myeloma
 * @returns `possible` in the order high-risk, not-high-risk; notes say what about del(17p) a reader must know
 * @source avet-loiseau-2025
 * @example
 * imsImwgRisk({ b2m: quantity(6, 'mg/L'), creatinine: quantity(0.9, 'mg/dL') }).possible //=> ['high-risk']
 */
export function imsImwgRisk(inputs: ImsImwgInputs): Assessment {
  const i = ingredientsOf(inputs);
  const notes = notesOf(inputs);
  return {
    system: 'IMS-IMWG-2025',
    ...possibleStrata(
      CGS_STRATA,
      [i.del17p, i.tp53, i.t4_14, i.t14_16, i.t14_20, i.gain1q, i.del1p32, i.b2m, i.creatinine],
      riskOf,
    ),
    ...(notes.length > 0 && { notes }),
  };
}

export const IMS_IMWG: Instrument<ImsImwgInputs> = {
  system: 'IMS-IMWG-2025',
  disease: 'myeloma',
  strata: CGS_STRATA,
  citations: ['avet-loiseau-2025'],
  assess: imsImwgRisk,
};

/**
 * Each of the four criteria by itself, so that a card can say which is met.
 *
 * @param inputs as for {@link imsImwgRisk}
 * @returns the criteria 1 to 4, each met, not met or open with what is missing
 * @source avet-loiseau-2025
 * @example
 * imsImwgCriteria({ t4_14: true, gain1q: true })[1] //=> { criterion: 2, met: true, missing: [] }
 */
export function imsImwgCriteria(inputs: ImsImwgInputs): readonly CgsCriterion[] {
  const i = ingredientsOf(inputs);
  return [
    criterion(1, [i.del17p, i.tp53], criterion1),
    criterion(2, [i.t4_14, i.t14_16, i.t14_20, i.gain1q, i.del1p32], criterion2),
    criterion(3, [i.gain1q, i.del1p32], criterion3),
    criterion(4, [i.b2m, i.creatinine], criterion4),
  ];
}

type Met = 'met' | 'not-met';
type Levels = readonly number[];

function criterion(
  number: 1 | 2 | 3 | 4,
  ingredients: readonly Ingredient[],
  of: (levels: Levels) => Met,
): CgsCriterion {
  const { possible, missing } = possibleStrata(['met', 'not-met'], ingredients, of);
  return { criterion: number, met: possible.length === 1 ? possible[0] === 'met' : undefined, missing };
}

const met = (yes: boolean): Met => (yes ? 'met' : 'not-met');

function criterion1([del17p, tp53]: Levels): Met {
  return met(del17p === 1 || tp53 === 1);
}

function criterion2([t4_14, t14_16, t14_20, gain1q, del1p32 = 0]: Levels): Met {
  return met((t4_14 === 1 || t14_16 === 1 || t14_20 === 1) && (gain1q === 1 || del1p32 > 0));
}

function criterion3([gain1q, del1p32]: Levels): Met {
  return met(del1p32 === 2 || (del1p32 === 1 && gain1q === 1));
}

function criterion4([b2m, creatinine]: Levels): Met {
  return met(b2m === 1 && creatinine === 0);
}

function riskOf(levels: Levels): (typeof CGS_STRATA)[number] {
  const high =
    criterion1(levels) === 'met' ||
    criterion2(levels.slice(2, 7)) === 'met' ||
    criterion3(levels.slice(5, 7)) === 'met' ||
    criterion4(levels.slice(7)) === 'met';
  return high ? 'high-risk' : 'not-high-risk';
}

const ALLELES = { none: [0], monoallelic: [1], biallelic: [2], present: [1, 2] } as const;

function ingredientsOf(inputs: ImsImwgInputs) {
  return {
    del17p: del17pOf(inputs),
    tp53: yesNo('tp53', inputs.tp53),
    t4_14: yesNo('t4-14', inputs.t4_14),
    t14_16: yesNo('t14-16', inputs.t14_16),
    t14_20: yesNo('t14-20', inputs.t14_20),
    gain1q: yesNo('gain1q', inputs.gain1q),
    del1p32: { fact: 'del1p32', levels: inputs.del1p32 ? ALLELES[inputs.del1p32] : [0, 1, 2] },
    b2m: { fact: 'b2m-serum', levels: bands(inputs.b2m, [CGS_B2M_CUT], 'at-or-above') },
    creatinine: { fact: 'creatinine-serum', levels: bands(inputs.creatinine, [CGS_CREATININE_CUT], 'at-or-above') },
  } as const satisfies Record<string, Ingredient>;
}

function del17pOf({ del17p, del17pFraction }: ImsImwgInputs): Ingredient {
  const isAbove = del17pFraction
    ? exceeds(del17pFraction, CGS_DEL17P_CUT, 'above')
    : del17p === false
      ? false
      : undefined;
  return yesNo('del17p', isAbove);
}

function notesOf({ del17p, del17pFraction }: ImsImwgInputs): readonly string[] {
  if (del17pFraction) {
    const [low, high] = interval(del17pFraction);
    return low === CGS_DEL17P_CUT && high === CGS_DEL17P_CUT ? ['del17p-exactly-at-cut'] : [];
  }
  return del17p ? ['del17p-share-not-given'] : [];
}
