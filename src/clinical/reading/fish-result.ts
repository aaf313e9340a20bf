// One FISH or variant result, the word of the laboratory beside its share of cells: positive, negative or open.
import type { Aberration, AberrationFact, Facts, OpenAberration, UnreadReason } from '../facts/types.ts';
import { exceeds, type Quantity } from '../quantities/quantity.ts';
import { dayOf } from '../quantities/time.ts';
import type { TimeReason } from './fish-time.ts';

/** % of cells from which a gain or a loss counts. @source ross-2012 */
export const NUMERICAL_CUT = 20;
/** % of cells from which a fusion counts. @source ross-2012 */
export const FUSION_CUT = 10;

const FUSIONS: ReadonlySet<Aberration> = new Set<Aberration>(['t4-14', 't14-16', 't14-20']);

/** % of cells from which an aberration counts. @source ross-2012 */
export function cutOf(aberration: Aberration): number {
  return FUSIONS.has(aberration) ? FUSION_CUT : NUMERICAL_CUT;
}

export type OpenReason = UnreadReason | TimeReason | 'below-cut' | 'not-selected' | 'word-and-share-differ';

export interface FishResult {
  readonly aberration: Aberration;
  readonly counts: 'positive' | 'negative' | 'open';
  /** Why it is open. */
  readonly because?: OpenReason;
  /** The laboratory's own word. */
  readonly present?: boolean | undefined;
  /** Share of cells, %. */
  readonly share?: Quantity<'%'> | undefined;
  readonly selected?: true | undefined;
  readonly biallelic?: boolean | undefined;
  readonly significanceNotStated?: true | undefined;
  /** Of the word and of the share, which may stand in two results. */
  readonly references: readonly string[];
  readonly at: number;
  readonly until?: number | undefined;
  /** As the record states it. */
  readonly effective: string;
  readonly datedByIssue?: true | undefined;
  readonly method?: string | undefined;
}

/** Every result about an aberration, newest first; a word and a share of one specimen or one day are one result. */
export function resultsAbout(
  { aberrations, openAberrations }: Pick<Facts, 'aberrations' | 'openAberrations'>,
  aberration: Aberration,
): readonly FishResult[] {
  const own = aberrations.filter((a) => a.aberration === aberration);
  const shares = own.filter((a) => a.clonalFraction);
  const words = own.filter((a) => !a.clonalFraction);
  const attached = new Set<AberrationFact>();
  const results = words.flatMap((word): readonly FishResult[] => {
    const beside = shares.filter((share) => isOneResult(word, share));
    for (const share of beside) attached.add(share);
    return beside.length === 0 ? [toResult(word)] : beside.map((share) => toResult(word, share));
  });
  return [
    ...results,
    ...shares.filter((s) => !attached.has(s)).map((s) => toResult(s, s)),
    ...openAberrations.filter((a) => a.aberration === aberration && !isSuperseded(a, own)).map(toOpen),
  ].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
}

/** A preliminary result has been followed by the final one. */
function isSuperseded(open: OpenAberration, finals: readonly AberrationFact[]): boolean {
  return open.why === 'preliminary' && finals.some((final) => isOneResult(open, final));
}

function isOneResult(word: AberrationFact | OpenAberration, share: AberrationFact): boolean {
  if (word.reference === share.reference) return true;
  if (word.specimen !== undefined && share.specimen !== undefined) return word.specimen === share.specimen;
  return word.until === undefined && share.until === undefined && dayOf(word.at) === dayOf(share.at);
}

function toResult(word: AberrationFact, share?: AberrationFact): FishResult {
  const fraction = share?.clonalFraction;
  const selected = word.selected ?? share?.selected;
  return {
    aberration: word.aberration,
    ...countOf(word.aberration, word.present, fraction, selected),
    present: word.present,
    share: fraction,
    selected,
    biallelic: word.biallelic,
    significanceNotStated: word.significanceNotStated,
    references: [...new Set([word.reference, ...(share ? [share.reference] : [])])],
    at: word.at,
    until: word.until,
    effective: word.effective,
    datedByIssue: word.datedByIssue,
    method: word.method ?? share?.method,
  };
}

function toOpen({ why, reference, ...open }: OpenAberration): FishResult {
  return { ...open, counts: 'open', because: why, references: [reference] };
}

/** A low share is a negative result only where the cells counted were plasma cells. @source ross-2012 */
function countOf(
  aberration: Aberration,
  present: boolean | undefined,
  share: Quantity<'%'> | undefined,
  selected: true | undefined,
): Pick<FishResult, 'counts' | 'because'> {
  if (!share)
    return present === undefined
      ? { counts: 'open', because: 'answer-not-read' }
      : { counts: present ? 'positive' : 'negative' };
  const reaches = exceeds(share, cutOf(aberration), 'at-or-above') === true;
  if (present === false) return reaches ? { counts: 'open', because: 'word-and-share-differ' } : { counts: 'negative' };
  if (reaches) return { counts: 'positive' };
  if (present) return { counts: 'open', because: 'below-cut' };
  return selected ? { counts: 'negative' } : { counts: 'open', because: 'not-selected' };
}
