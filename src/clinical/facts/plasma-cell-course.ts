// Entries of myeloma, smouldering myeloma and MGUS as one disease: by their dates, progression or the smouldering kind.
import { dayOf } from '../quantities/time.ts';
import type { ConditionFact, Disease } from './types.ts';

type Entry = ConditionFact<Disease>;

/**
 * A confirmed myeloma entry dated after a smouldering or MGUS one is progression, dated by the later entry. A smouldering
 * entry dated after a myeloma one that does not say "active" in words, or of the same day, or where dates do not tell,
 * means the smouldering kind; so does MGUS of the same day, or where neither has a date. What came back or is in
 * remission has left both behind. @source clinical reference 7.8 (ours)
 *
 * @param saysActive the myeloma entries that say "active" in words
 */
export function onePlasmaCellDisease(
  diseases: readonly Entry[],
  saysActive: ReadonlySet<ConditionFact>,
): readonly Entry[] {
  const current = diseases.filter((d) => d.certainty === 'confirmed' && d.activity !== 'inactive');
  const myelomas = current.filter((d) => d.kind === 'myeloma');
  if (myelomas.length === 0) return diseases;
  const smouldering = current.filter((d) => d.kind === 'smouldering-myeloma');
  const gammopathies = current.filter((d) => d.kind === 'mgus');
  const asMyeloma = (left: readonly Entry[] = []): readonly Entry[] =>
    diseases.filter((d) => d.kind !== 'smouldering-myeloma' && d.kind !== 'mgus' && !left.includes(d));
  if (myelomas.some((d) => d.activity !== 'active')) return asMyeloma();
  if (smouldering.length > 0) {
    const holds = (m: Entry, s: Entry): boolean => isAfter(m, s) || (saysActive.has(m) && isAfter(s, m));
    const holding = myelomas.filter((m) => smouldering.every((s) => holds(m, s)));
    if (holding.length > 0) return asMyeloma(myelomas.filter((m) => !holding.includes(m)));
    return diseases.filter((d) => !myelomas.includes(d) && d.kind !== 'mgus');
  }
  const meansSmouldering = (m: Entry): boolean => !saysActive.has(m) && gammopathies.some((g) => isOfOneDay(m, g));
  if (!myelomas.every(meansSmouldering)) return asMyeloma();
  return diseases
    .filter((d) => d.kind !== 'mgus')
    .map((d) => (myelomas.includes(d) ? { ...d, kind: 'smouldering-myeloma' as const } : d));
}

/** For all that both dates may mean. */
function isAfter({ date: later }: Entry, { date: sooner }: Entry): boolean {
  if (!later || !sooner || later === 'open' || sooner === 'open') return false;
  return dayOf(later.earliest) > dayOf(sooner.latest);
}

function isOfOneDay(a: Entry, b: Entry): boolean {
  if (a.at === undefined || b.at === undefined) return a.at === b.at;
  return dayOf(a.at) === dayOf(b.at);
}
