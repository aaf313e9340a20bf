// Several cytogenetic results of one patient → one answer for each aberration.
import type { Aberration, AberrationFact } from '../facts/types.ts';
import { CGS_DEL17P_CUT, type ImsImwgInputs } from '../instruments/ims-imwg-2025.ts';

export type Fish = Pick<
  ImsImwgInputs,
  'del17p' | 'del17pFraction' | 'tp53' | 't4_14' | 't14_16' | 't14_20' | 'gain1q' | 'del1p32'
>;

/**
 * Was the aberration found?
 *
 * @param found newest first
 * @returns a find counts from then on; an absence after a find, or beside one of the same time, leaves it open: a
 *   sample with few plasma cells misses what is there
 */
export function isPresent(found: readonly AberrationFact[], aberration: Aberration): boolean | undefined {
  const plain = plainAnswers(found, aberration);
  const [newest] = plain;
  if (!newest) return undefined;
  const rivals = newest.present ? plain.filter((a) => a.at === newest.at) : plain;
  return rivals.some((a) => a.present !== newest.present) ? undefined : newest.present;
}

interface PlainAnswer {
  readonly at: number;
  readonly present: boolean;
}

function plainAnswers(found: readonly AberrationFact[], aberration: Aberration): readonly PlainAnswer[] {
  return found.flatMap((fact) => {
    const present = fact.aberration === aberration ? presentBy(fact) : undefined;
    return present === undefined ? [] : [{ at: fact.at, present }];
  });
}

/**
 * A share of cells above the consensus cut-off is del(17p) by every definition; below it the laboratory's own cut-off
 * decides, which we do not know. @source avet-loiseau-2025
 */
function presentBy({ present, aberration, clonalFraction }: AberrationFact): boolean | undefined {
  if (present !== undefined || aberration !== 'del17p' || clonalFraction === undefined) return present;
  return clonalFraction.value > CGS_DEL17P_CUT ? true : undefined;
}

/** @param found newest first, of the time that a stage is made for */
export function readFish(found: readonly AberrationFact[]): Fish {
  const del17p = isPresent(found, 'del17p');
  const isOpen = del17p === undefined && plainAnswers(found, 'del17p').length > 0;
  const fraction = found.find((a) => a.aberration === 'del17p' && a.clonalFraction)?.clonalFraction;
  return {
    del17p,
    ...(fraction && !isOpen && { del17pFraction: fraction }),
    tp53: isPresent(found, 'tp53'),
    t4_14: isPresent(found, 't4-14'),
    t14_16: isPresent(found, 't14-16'),
    t14_20: isPresent(found, 't14-20'),
    gain1q: isPresent(found, 'gain1q'),
    del1p32: del1p32Of(found),
  };
}

function del1p32Of(found: readonly AberrationFact[]): ImsImwgInputs['del1p32'] {
  const present = isPresent(found, 'del1p32');
  if (!present) return present === undefined ? undefined : 'none';
  const biallelic = found.find((a) => a.aberration === 'del1p32' && a.present)?.biallelic;
  if (biallelic === undefined) return 'present';
  return biallelic ? 'biallelic' : 'monoallelic';
}
