// What a card says of the dates a stage depends on: the diagnosis, the sample, the first dose.
import { daysSince, escapeText, shownDate, type Measurement, type Reading } from '../../src/authoring.ts';

type Staging = NonNullable<Reading['staging']>;

/** What is open about the dates, and what is shown as baseline but not offered for the record. */
export function datingLines({ basis, because, diagnosis, forRecord }: Staging, b2m: Measurement): readonly string[] {
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
  if (because === 'treatment-date-open') lines.push('Whether it was drawn before the first dose is not known.');
  if (because === 'read-in-part')
    lines.push('B2M was read only in part: a later one of that time may stand on record.');
  return lines;
}
