// FISH and TP53 in words: what makes a myeloma high risk, and what was found that does not count, with why.
import {
  aberrationName,
  CGS_DEL17P_CUT,
  cutOf,
  exceeds,
  resultDate,
  shareText,
  type FishResult,
  type Reading,
} from '../../src/authoring.ts';
import { metCriteria } from './high-risk.ts';
import { EN } from './phrases.en.ts';

const SAY = EN.fish;
type Staging = NonNullable<Reading['staging']>;
type Results = readonly FishResult[];

const of = (results: Results, aberration: FishResult['aberration']): Results =>
  results.filter((r) => r.aberration === aberration);
const positive = (results: Results, aberration: FishResult['aberration']): FishResult | undefined =>
  of(results, aberration).find((r) => r.counts === 'positive');

/** `del(17p) in 45% of cells`; `t(4;14) with 1q+`: by what the genomic criteria are met. */
export function highRiskBecause(staging: Staging): readonly string[] {
  const { used, inputs } = staging.fish;
  const met = new Set(metCriteria(staging));
  const share = inputs.del17pFraction;
  const isDel17p = share && met.has(1) && exceeds(share, CGS_DEL17P_CUT, 'above') === true;
  const translocations = (['t4-14', 't14-16', 't14-20'] as const).filter((t) => positive(used, t));
  const del1p32 = positive(used, 'del1p32');
  const name = aberrationName('del1p32');
  const ofDel1p32 = del1p32?.share ? SAY.inCells(name, shareText(del1p32)) : name;
  const partners = [
    ...(inputs.gain1q ? [aberrationName('gain1q')] : []),
    ...(inputs.del1p32 && inputs.del1p32 !== 'none' ? [ofDel1p32] : []),
  ];
  return [
    ...(isDel17p ? [SAY.inCells(aberrationName('del17p'), `${share.value}%`)] : []),
    ...(met.has(1) && inputs.tp53 ? [SAY.tp53] : []),
    ...(met.has(2) ? [SAY.with(translocations.map(aberrationName), partners)] : []),
    ...(met.has(3) && !met.has(2)
      ? [inputs.del1p32 === 'biallelic' ? SAY.biallelic(ofDel1p32) : SAY.with([ofDel1p32], [aberrationName('gain1q')])]
      : []),
  ];
}

const SHARE_OPEN: ReadonlySet<unknown> = new Set(['below-cut', 'not-selected', 'word-and-share-differ']);

/** Something was found in a share of cells that is not known, or not enough to be called present or absent. */
export function isShareOpen({ fish }: Staging): boolean {
  return fish.used.some((r) => SHARE_OPEN.has(r.because)) || isShareMissing(fish);
}

/** del(17p) counts for criterion 1 only from its share of cells on. */
function isShareMissing({ used, inputs }: Staging['fish']): boolean {
  return inputs.del17pFraction === undefined && positive(used, 'del17p') !== undefined;
}

/** High risk hangs on the share of cells with del(17p), which is not reported. */
export function hangsOnShare({ fish, imsImwg }: Staging): boolean {
  // While the share is open, the risk can only be settled as high.
  return isShareMissing(fish) && imsImwg.possible.length > 1 && fish.inputs.del17p === true;
}

export interface Remark {
  readonly text: string;
  /** The row of the result says it, too: said in a sentence only where there is no table. */
  readonly isInTable?: true;
}

/** One sentence for every result that a reader would otherwise take for more, or for less, than it is. */
export function remarks({ fish, rIss }: Staging): readonly Remark[] {
  const { used, passedOver, inputs } = fish;
  const exact = inputs.del17pFraction && isExactly(inputs.del17pFraction);
  const said = (texts: readonly string[]): readonly Remark[] => texts.map((text) => ({ text }));
  return [
    ...said(exact ? [SAY.exactly(CGS_DEL17P_CUT)] : []),
    ...said(contradictions(used, rIss.missing)),
    ...said(ofUnknownTime(used)),
    ...used.flatMap(remarkOn),
    ...said(otherTime(passedOver.filter((r) => of(used, r.aberration).length === 0))),
  ];
}

/** Those that the table does not say. */
export function remarkLines(staging: Staging): readonly string[] {
  return remarks(staging).flatMap(({ text, isInTable }) => (isInTable ? [] : [text]));
}

/** `FISH for del(17p) and t(4;14) (2026-10-25): whether it shows the disease at diagnosis is not known.` */
function ofUnknownTime(used: Results): readonly string[] {
  const groups = new Map<string, Set<string>>();
  for (const r of used.filter(({ because }) => because === 'time-not-known')) {
    const date = resultDate(r);
    groups.set(date, (groups.get(date) ?? new Set()).add(aberrationName(r.aberration)));
  }
  return [...groups].map(([date, names]) => SAY.unknownTime([...names], date));
}

/** Neither above nor below the cut-off of the consensus. */
function isExactly(share: NonNullable<FishResult['share']>): boolean {
  return exceeds(share, CGS_DEL17P_CUT, 'at-or-above') === true && exceeds(share, CGS_DEL17P_CUT, 'above') === false;
}

function remarkOn(result: FishResult): readonly Remark[] {
  const name = aberrationName(result.aberration);
  const date = resultDate(result);
  const low = SAY.lowShare(name, shareText(result), date);
  const cut = SAY.belowCut(cutOf(result.aberration));
  const { because } = result;
  if (because === 'time-not-known') return [];
  if (because === 'word-and-share-differ') return [{ text: SAY.remarks[because]({ name, date, low, cut }) }];
  if (because && isRemarked(because))
    return [{ text: SAY.remarks[because]({ name, date, low, cut }), isInTable: true }];
  const isUnread = result.counts === 'open' && because !== 'free-text';
  return isUnread ? [{ text: SAY.notRead(name, date), isInTable: true }] : [];
}

function isRemarked(because: NonNullable<FishResult['because']>): because is keyof typeof SAY.remarks {
  return Object.hasOwn(SAY.remarks, because);
}

/**
 * An open item that was found in one result and not in another.
 *
 * @param facts names of the evidence contract, of what is open
 */
export function contradictionOf(
  { used }: Staging['fish'],
  facts: readonly string[],
):
  | {
      readonly aberration: FishResult['aberration'];
      readonly name: string;
      readonly absent: string;
      readonly present: string;
    }
  | undefined {
  for (const aberration of new Set(used.map((r) => r.aberration))) {
    const [found, lost] = [positive(used, aberration), of(used, aberration).find((r) => r.counts === 'negative')];
    if (found && lost && facts.includes(aberration)) {
      return { aberration, name: aberrationName(aberration), absent: resultDate(lost), present: resultDate(found) };
    }
  }
  return undefined;
}

/** Found in one result and not in another, and neither can be preferred. */
function contradictions(used: Results, openInRIss: readonly string[]): readonly string[] {
  return [...new Set(used.map((r) => r.aberration))].flatMap((aberration) => {
    const [found, lost] = [positive(used, aberration), of(used, aberration).find((r) => r.counts === 'negative')];
    if (!found || !lost) return [];
    // The statement about R-ISS names both.
    return openInRIss.includes(aberration)
      ? [SAY.askLaboratory]
      : [SAY.contradiction(aberrationName(aberration), resultDate(found), resultDate(lost))];
  });
}

/** `t(4;14), t(14;16) (2026-01-03) tested after treatment began: not used, open.` */
function otherTime(results: Staging['fish']['passedOver']): readonly string[] {
  const groups = new Map<string, Set<string>>();
  for (const r of results) {
    const key = SAY.tested(resultDate(r), SAY.otherTime[r.because]);
    groups.set(key, (groups.get(key) ?? new Set()).add(aberrationName(r.aberration)));
  }
  return [...groups].map(([tested, names]) => SAY.openAtDiagnosis([...names], tested));
}
