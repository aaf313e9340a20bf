// What the cards say of treatment: which drug counts, which does not and why, and what that leaves open.
import {
  andList,
  dayOf,
  escapeText,
  shownDate,
  steroidsBefore,
  type Measurement,
  type Reading,
} from '../../src/authoring.ts';

type Staging = NonNullable<Reading['staging']>;
type Counted = Staging['treatment']['therapies'][number];

/** `bortezomib (ordered 2026-11-05)`, `cyclophosphamide (without a date)`. */
export function therapyPhrase({ therapy: { name, how, date } }: Pick<Counted, 'therapy'>): string {
  const when = date && dateWords(date);
  const drug = escapeText(name, 40);
  if (when === undefined) return `${drug} (without a date)`;
  return `${drug} (${how === 'ordered' ? 'ordered ' : ''}${when})`;
}

function dateWords({ earliest, latest }: NonNullable<Counted['therapy']['date']>): string {
  if (earliest === -Infinity) return `by ${shownDate(latest)}`;
  return dayOf(earliest) === dayOf(latest)
    ? shownDate(earliest)
    : `between ${shownDate(earliest)} and ${shownDate(latest)}`;
}

/** Why it is open whether a sample was drawn before treatment. */
export function openTreatmentLine({ treatment }: Staging): string {
  const open = treatment.therapies.filter((t) => t.counts !== 'no');
  const first = treatment.first;
  if (!first) return 'Whether it was drawn before the first dose is not known.';
  if (first.why === 'drug-not-named') {
    return `Chemotherapy is coded without its drug (${first.therapy.date ? dateWords(first.therapy.date) : 'without a date'}): whether treatment has begun is open.`;
  }
  if (!first.therapy.date) {
    return `${capital(andList(once(open.filter((t) => !t.therapy.date).map(therapyPhrase))))}: whether this was drawn before treatment is not known.`;
  }
  if (first.why === 'other-disease-on-record') {
    return `${capital(therapyPhrase(first))} is also given for another disease on record: whether it treats the myeloma is open.`;
  }
  if (first.counts === 'open')
    return `${capital(therapyPhrase(first))}: whether it was treatment of the myeloma is open.`;
  return `${capital(therapyPhrase(first))}: the first dose lies between ${shownDate(first.dose.earliest)} and ${shownDate(treatment.firstDose?.latest ?? first.dose.latest)}.`;
}

/** Treatment older than the diagnosis that is hardly given for anything else. */
export function doubtLine({ treatment }: Staging): string {
  const older = treatment.therapies.filter((t) => t.counts === 'open' && t.why === 'older-than-the-diagnosis');
  return `${capital(andList(once(older.map(therapyPhrase))))} is older than the diagnosis on record: the disease may have been diagnosed before.`;
}

/** What stands on record and does not count, with why; steroids before the sample among it. */
export function notCountedLines({ treatment, diagnosis }: Staging, b2m: Measurement): readonly string[] {
  const phrases = (why: Counted['why']): readonly string[] =>
    once(treatment.therapies.filter((t) => t.counts === 'no' && t.why === why).map(therapyPhrase));
  const steroids = once(steroidsBefore(treatment, diagnosis, b2m).map((therapy) => therapyPhrase({ therapy })));
  const older = phrases('older-than-the-diagnosis');
  const elsewhere = phrases('given-for-something-else');
  return [
    ...(steroids.length > 0 ? [`Before this B2M: ${andList(steroids)}, by itself no treatment of myeloma.`] : []),
    ...(older.length > 0
      ? [`Not counted as treatment of the myeloma: ${andList(older)}, older than the diagnosis.`]
      : []),
    ...(elsewhere.length > 0
      ? [`Not counted as treatment of the myeloma: ${andList(elsewhere)}, given for something else.`]
      : []),
  ];
}

/** Names of one drug once, the earliest three of them. */
function once(phrases: readonly string[]): readonly string[] {
  return [...new Set(phrases)].slice(0, 3);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
