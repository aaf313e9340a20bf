// All cytogenetic results of one patient → one answer for each aberration, of the disease as it was found.
import type { Aberration, AberrationFact, Facts } from '../facts/types.ts';
import { CGS_DEL17P_CUT, type ImsImwgInputs } from '../instruments/ims-imwg-2025.ts';
import { exceeds } from '../quantities/quantity.ts';
import { dayOf, type Interval } from '../quantities/time.ts';
import { resultsAbout, type FishResult } from './fish-result.ts';
import { fishTime, usableAt, type TimeReason } from './fish-time.ts';

export type FishInputs = Pick<
  ImsImwgInputs,
  'del17p' | 'del17pFraction' | 'tp53' | 't4_14' | 't14_16' | 't14_20' | 'gain1q' | 'del1p32'
>;

export interface Fish {
  /** What the instruments take. */
  readonly inputs: FishInputs;
  /** Every result of that time, those that leave the answer open among them, by aberration and newest first. */
  readonly used: readonly FishResult[];
  /** Results of another time, with why; they decide nothing. */
  readonly passedOver: readonly (FishResult & { readonly because: TimeReason })[];
}

export const ABERRATIONS: readonly Aberration[] = ['del17p', 'tp53', 't4-14', 't14-16', 't14-20', 'gain1q', 'del1p32'];

/**
 * Was the aberration found? Results of one time that differ leave it open, and so does one that says nothing plain. A low
 * share in cells that were not selected contradicts nothing; one that is reported as present contradicts an absence.
 */
function answerOf(results: readonly FishResult[]): boolean | undefined {
  const has = (wanted: (r: FishResult) => boolean): boolean => results.some(wanted);
  if (has(isUnclear)) return undefined;
  const isFound = has((r) => r.counts === 'positive');
  const isExcluded = has((r) => r.counts === 'negative');
  if (isFound === isExcluded) return undefined;
  return isFound || (has((r) => r.because === 'below-cut') ? undefined : false);
}

/** Open for another reason than a low share of cells. */
function isUnclear({ counts, because }: FishResult): boolean {
  return counts === 'open' && because !== 'below-cut' && because !== 'not-selected';
}

/**
 * @param diagnosis when it was made; undefined when nobody knows
 * @param dose when treatment began; undefined: it has not
 */
export function readFish(
  facts: Pick<Facts, 'aberrations' | 'openAberrations'>,
  diagnosis: Interval | undefined,
  dose: Interval | undefined,
): Fish {
  const all = ABERRATIONS.flatMap((a) => {
    const results = resultsAbout(facts, a);
    return results.map((r): FishResult => {
      const timed = inTime(r, diagnosis, dose);
      return timed.because === 'older-negative' && isLastWord(r, results) ? r : timed;
    });
  });
  const used = all.filter((r): r is FishResult => !isPassedOver(r));
  const of = (aberration: Aberration): readonly FishResult[] => used.filter((r) => r.aberration === aberration);
  const isPresent = (aberration: Aberration): boolean | undefined => answerOf(of(aberration));
  return {
    inputs: {
      del17p: isPresent('del17p'),
      del17pFraction: fractionOf(of('del17p')),
      tp53: isPresent('tp53'),
      t4_14: isPresent('t4-14'),
      t14_16: isPresent('t14-16'),
      t14_20: isPresent('t14-20'),
      gain1q: isPresent('gain1q'),
      del1p32: del1p32Of(isPresent('del1p32'), of('del1p32')),
    },
    used,
    passedOver: all.filter(isPassedOver),
  };
}

/** An older absence says nothing, but for that it contradicts a find of its own day, after which nothing was found. */
function isLastWord({ at }: FishResult, results: readonly FishResult[]): boolean {
  const finds = results.filter((r) => r.counts === 'positive').map((r) => dayOf(r.at));
  return Math.max(...finds) === dayOf(at);
}

type PassedOver = Fish['passedOver'][number];
const PASSED_OVER: ReadonlySet<unknown> = new Set<TimeReason>(['older-negative', 'after-window', 'after-treatment']);

function isPassedOver(result: FishResult): result is PassedOver {
  return PASSED_OVER.has(result.because);
}

/**
 * A result whose time is not known for sure is open; one of another time decides nothing. What an older result says that
 * nobody can read may be a find, which would hold.
 */
function inTime(result: FishResult, diagnosis: Interval | undefined, dose: Interval | undefined): FishResult {
  const time = usableAt(fishTime(result, diagnosis, dose), result.counts === 'positive');
  const isLate = time === 'after-treatment' || time === 'after-window';
  if (time === 'yes' || (result.counts === 'open' && !isLate)) return result;
  return { ...result, counts: 'open', because: time };
}

/**
 * The share of cells that settles on which side of the consensus cut-off del(17p) is, by the number alone, whatever the
 * laboratory calls it; in selected plasma cells where there are such. None where results differ or a find has no share.
 */
function fractionOf(results: readonly FishResult[]): FishResult['share'] {
  const inSelected = results.filter((r) => r.selected && r.share);
  const counted = inSelected.length > 0 ? inSelected : results;
  const isDoubtful =
    results.some(isUnclear) || new Set(results.map((r) => r.counts).filter((c) => c !== 'open')).size > 1;
  const [above, notAbove] = [counted.filter((r) => sideOf(r) === true), counted.filter((r) => sideOf(r) === false)];
  if (isDoubtful || (above.length > 0 && notAbove.length > 0)) return undefined;
  if (above.length > 0) return above[0]?.share;
  return notAbove.length === counted.length ? notAbove.find((r) => r.share)?.share : undefined;
}

function sideOf({ share, counts }: FishResult): boolean | undefined {
  if (share) return exceeds(share, CGS_DEL17P_CUT, 'above');
  return counts === 'negative' ? false : undefined;
}

function del1p32Of(present: boolean | undefined, results: readonly FishResult[]): ImsImwgInputs['del1p32'] {
  if (!present) return present === undefined ? undefined : 'none';
  const biallelic = results.find((r) => r.counts === 'positive' && r.biallelic !== undefined)?.biallelic;
  if (biallelic === undefined) return 'present';
  return biallelic ? 'biallelic' : 'monoallelic';
}

/**
 * Was it found, in a disease whose laboratories have cut-offs of their own? Their word counts; a share alone counts only
 * where it is high by every definition. A find counts from then on; an absence after a find, or beside one of the same
 * time, leaves it open: a sample with few of the cells misses what is there.
 *
 * @param found newest first
 */
export function isPresent(found: readonly AberrationFact[], aberration: Aberration): boolean | undefined {
  const plain = found.flatMap(({ at, present, aberration: of, clonalFraction }) => {
    const isHigh = clonalFraction && exceeds(clonalFraction, CGS_DEL17P_CUT, 'above') === true;
    const answer = present ?? (isHigh ? true : undefined);
    return of !== aberration || answer === undefined ? [] : [{ at, found: answer }];
  });
  const [newest] = plain;
  if (!newest) return undefined;
  const rivals = newest.found ? plain.filter((r) => r.at === newest.at) : plain;
  return rivals.some((r) => r.found !== newest.found) ? undefined : newest.found;
}
