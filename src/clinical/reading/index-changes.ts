// What a prognostic index would be if what is open were known: each open item is set, and the instrument is run.
import type { IndexInputs, PrognosticIndex } from '../instruments/instrument.ts';
import type { Assessment, FactName } from '../quantities/assessment.ts';
import { quantity } from '../quantities/quantity.ts';

/** Open items of which each alone leaves these strata, whatever the others show. */
export interface IndexChange {
  readonly items: readonly FactName[];
  readonly strata: readonly string[];
}

export interface IndexChanges {
  readonly changes: readonly IndexChange[];
  /** All that are open, and the strata left where none of them counts. */
  readonly none: IndexChange;
}

type Settings = Readonly<Partial<Record<FactName, readonly [counts: Partial<IndexInputs>, not: Partial<IndexInputs>]>>>;

/** Values far beyond every limit: which side they lie on is all that an index asks. LDH goes with a limit of its own. */
const SETTINGS: Settings = {
  del17p: [{ del17p: true }, { del17p: false }],
  tp53: [{ tp53: true }, { tp53: false }],
  ighv: [{ ighvUnmutated: true }, { ighvUnmutated: false }],
  'rai-or-binet-stage': [{ advancedStage: true }, { advancedStage: false }],
  'ann-arbor-stage': [{ annArborStage: 4 }, { annArborStage: 1 }],
  'longest-node': [{ nodeOver6cm: true }, { nodeOver6cm: false }],
  'bone-marrow-involvement': [{ marrowInvolved: true }, { marrowInvolved: false }],
  'ldh-serum': [
    { ldh: quantity(1000, 'U/L'), ldhUpperLimit: 225, ldhHigh: true },
    { ldh: quantity(100, 'U/L'), ldhUpperLimit: 225, ldhHigh: false },
  ],
  'albumin-serum': [{ albumin: quantity(2, 'g/dL') }, { albumin: quantity(4.5, 'g/dL') }],
  hemoglobin: [{ hemoglobin: quantity(7, 'g/dL') }, { hemoglobin: quantity(15, 'g/dL') }],
  platelets: [{ platelets: quantity(20, '10*9/L') }, { platelets: quantity(250, '10*9/L') }],
  'm-protein': [{ mProtein: quantity(9, 'g/dL') }, { mProtein: quantity(0.5, 'g/dL') }],
  'performance-status': [{ ecog: quantity(4, '1') }, { ecog: quantity(0, '1') }],
  'time-since-last-therapy': [{ monthsSinceTherapy: 1 }, { monthsSinceTherapy: 120 }],
};

/**
 * @param inputs what is known
 * @param assessment the index of these inputs
 * @returns undefined where nothing is open, or something that cannot be set, as an age or a B2M within limits
 */
export function changesOfIndex(
  { assess }: Pick<PrognosticIndex, 'assess'>,
  inputs: IndexInputs,
  { possible, missing }: Assessment,
): IndexChanges | undefined {
  if (missing.length === 0 || !missing.every((fact) => SETTINGS[fact] !== undefined)) return undefined;
  const groups = new Map<string, IndexChange>();
  for (const fact of missing) {
    const { possible: strata } = assess({ ...inputs, ...SETTINGS[fact]?.[0] });
    if (strata.length >= possible.length) continue;
    const key = strata.join();
    groups.set(key, { items: [...(groups.get(key)?.items ?? []), fact], strata });
  }
  const none = assess(missing.reduce((all, fact) => ({ ...all, ...SETTINGS[fact]?.[1] }), inputs));
  return { changes: [...groups.values()], none: { items: missing, strata: none.possible } };
}

/**
 * What a known item is to an index: `decides`, without it the groups would be others; `may`, they stay, but not whatever the
 * other items show; `never`, they stay whatever these show.
 *
 * @param inputs what is known
 * @returns undefined of what cannot be set, as an age or a B2M
 */
export function shareOfItem(
  { assess }: Pick<PrognosticIndex, 'assess'>,
  inputs: IndexInputs,
  fact: FactName,
): 'decides' | 'may' | 'never' | undefined {
  const without = SETTINGS[fact]?.[1];
  if (!without) return undefined;
  const isChanged = (given: IndexInputs): boolean =>
    assess(given).possible.join() !== assess({ ...given, ...without }).possible.join();
  if (isChanged(inputs)) return 'decides';
  // With none of the others counting, with one, with two …: every sum that the item may be added to.
  const others = Object.entries(SETTINGS).flatMap(([name, setting]) => (name === fact ? [] : [setting]));
  const sums = [...others, undefined].map((_, count) =>
    others.reduce<IndexInputs>((all, [counts, not], i) => ({ ...all, ...(i < count ? counts : not) }), inputs),
  );
  return sums.some(isChanged) ? 'may' : 'never';
}
