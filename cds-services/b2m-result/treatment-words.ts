// What the cards say of treatment: which drug counts, which does not and why, and what that leaves open.
import { dayOf, escapeText, shownDate, steroidsBefore, type Measurement, type Reading } from '../../src/authoring.ts';
import { EN } from './phrases.en.ts';

type Staging = NonNullable<Reading['staging']>;
const SAY = EN.treatment;
type Counted = Staging['treatment']['therapies'][number];

/** `bortezomib (ordered 2026-11-05)`, `cyclophosphamide (without a date)`. */
export function therapyPhrase({ therapy: { name, how, date } }: Pick<Counted, 'therapy'>): string {
  const when = date && dateWords(date);
  const drug = therapyName(name);
  return when === undefined ? SAY.undated(drug) : SAY.dated(drug, when, how === 'ordered');
}

/** A drug by its ingredient, other treatment in our words. */
export function therapyName(name: string): string {
  return isNamed(name) ? SAY.names[name] : escapeText(name, 40);
}

function isNamed(name: string): name is keyof typeof SAY.names {
  return Object.hasOwn(SAY.names, name);
}

export function dateWords({ earliest, latest }: NonNullable<Counted['therapy']['date']>): string {
  if (earliest === -Infinity) return SAY.by(shownDate(latest));
  return dayOf(earliest) === dayOf(latest) ? shownDate(earliest) : SAY.between(shownDate(earliest), shownDate(latest));
}

/** Why it is open whether a sample was drawn before treatment. */
export function openTreatmentLine({ treatment }: Staging): string {
  const open = treatment.therapies.filter((t) => t.counts !== 'no');
  const first = treatment.first;
  if (!first) return SAY.notKnown;
  if (first.why === 'drug-not-named') {
    return SAY.drugNotNamed(first.therapy.date ? dateWords(first.therapy.date) : SAY.withoutDate);
  }
  if (!first.therapy.date) {
    return SAY.drawnBeforeOpen(once(open.filter((t) => !t.therapy.date).map(therapyPhrase)));
  }
  if (first.why === 'other-disease-on-record') {
    return SAY.forAnotherDisease(therapyPhrase(first));
  }
  if (first.counts === 'open') return SAY.mayBeTreatment(therapyPhrase(first));
  return SAY.firstDose(
    therapyPhrase(first),
    shownDate(first.dose.earliest),
    shownDate(treatment.firstDose?.latest ?? first.dose.latest),
  );
}

/** References of what that line names and could not be read in full. */
export function undatedTreatment({ treatment }: Staging): readonly string[] {
  const { first, therapies } = treatment;
  if (!first || first.why === 'drug-not-named' || first.therapy.date) return [];
  const undated = therapies.filter((t) => t.counts !== 'no' && !t.therapy.date);
  const named = new Set(once(undated.map(therapyPhrase)));
  return undated.filter((t) => named.has(therapyPhrase(t))).map((t) => t.therapy.reference);
}

/** Treatment older than the diagnosis that is hardly given for anything else. */
export function doubtLine({ treatment }: Staging): string {
  const older = treatment.therapies.filter((t) => t.counts === 'open' && t.why === 'older-than-the-diagnosis');
  return SAY.older(once(older.map(therapyPhrase)));
}

/** What stands on record and does not count, with why; steroids before the sample among it. */
export function notCountedLines({ treatment, diagnosis }: Staging, b2m: Measurement): readonly string[] {
  const phrases = (why: Counted['why']): readonly string[] =>
    once(treatment.therapies.filter((t) => t.counts === 'no' && t.why === why).map(therapyPhrase));
  const steroids = once(steroidsBefore(treatment, diagnosis, b2m).map((therapy) => therapyPhrase({ therapy })));
  const older = phrases('older-than-the-diagnosis');
  const elsewhere = phrases('given-for-something-else');
  return [
    ...(steroids.length > 0 ? [SAY.steroids(steroids)] : []),
    ...(older.length > 0 ? [SAY.notCountedOlder(older)] : []),
    ...(elsewhere.length > 0 ? [SAY.notCountedElsewhere(elsewhere)] : []),
  ];
}

/** Names of one drug once, the earliest three of them. */
function once(phrases: readonly string[]): readonly string[] {
  return [...new Set(phrases)].slice(0, 3);
}
