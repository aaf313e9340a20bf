// What a card says of the dates a stage depends on: the diagnosis, the sample, the first dose.
import { daysSince, escapeText, shownDate, type Measurement, type Reading } from '../../src/authoring.ts';
import { doubtLine, openTreatmentLine } from './treatment-words.ts';

type Staging = NonNullable<Reading['staging']>;

/** What a stage that is not known to be of the baseline depends on. */
export function conditionOf({ because }: Staging): string {
  if (because === 'still-untreated') return 'if still untreated';
  if (because === 'read-in-part') return 'if no later B2M is on record';
  return because === 'treatment-date-open' ? 'if drawn before the first dose' : 'if these are baseline values';
}

/** What is open about the dates, and what is shown as baseline but not offered for the record. */
export function datingLines(staging: Staging, b2m: Measurement): readonly string[] {
  const { basis, because, diagnosis, forRecord } = staging;
  const { date } = diagnosis;
  if (basis === 'baseline') {
    if (forRecord) return [];
    return [
      date?.source === 'recorded'
        ? `The diagnosis is dated only by its entry (recorded ${shownDate(date.earliest)}), so the stage is not offered for the record.`
        : 'The diagnosis stands on an encounter only, so the stage is not offered for the record.',
    ];
  }
  const lines: string[] = [];
  if (because === 'no-diagnosis-date') {
    const stated = diagnosis.entries.some((e) => e.date === 'open');
    lines.push(
      `The date of diagnosis ${stated ? 'cannot be read' : 'is not on record'}; ISS is defined at diagnosis, before treatment.`,
    );
  }
  if (date && because === 'rough-date' && daysSince(date.earliest, date.latest) > 0) {
    lines.push(
      `The date of diagnosis is known only as ${escapeText(date.stated, 20)} (${shownDate(date.earliest)} to ${shownDate(date.latest)}).`,
    );
  }
  if (b2m.until !== undefined) lines.push(`The B2M is dated only ${escapeText(b2m.effective, 20)}.`);
  if (because === 'read-in-part')
    lines.push('B2M was read only in part: a later one of that time may stand on record.');
  if (because === 'treatment-date-open') lines.push(openTreatmentLine(staging));
  if (because === 'diagnosis-in-doubt') lines.push(doubtLine(staging));
  if (because === 'still-untreated' && date) {
    lines.push(
      `Drawn ${daysSince(date.earliest, b2m.at)} days after diagnosis; no treatment on record. A new B2M with albumin before the first dose gives the stage of that day.`,
    );
  }
  return lines;
}
