// What a card says of the dates a stage depends on: the diagnosis, the sample, the first dose.
import { daysSince, escapeText, shownDate, type CardRow, type Measurement, type Reading } from '../../src/authoring.ts';
import type { ResultInput } from './input.ts';
import { EN } from './phrases.en.ts';
import { doubtLine, openTreatmentLine } from './treatment-words.ts';

type Staging = NonNullable<Reading['staging']>;
const SAY = EN.dating;

/** What a stage that is not known to be of the baseline depends on. */
export function conditionOf({ because }: Staging): string {
  if (because === 'still-untreated' || because === 'read-in-part' || because === 'treatment-date-open')
    return EN.conditions[because];
  return EN.conditions.otherwise;
}

function notForRecord(date: Staging['diagnosis']['date']): string {
  return date?.source === 'recorded' ? SAY.notForRecord.recorded(shownDate(date.earliest)) : SAY.notForRecord.encounter;
}

/** The day; as the record states it where that is less. */
function diagnosed({ earliest, latest, stated }: NonNullable<Staging['diagnosis']['date']>): string {
  return daysSince(earliest, latest) > 0 ? escapeText(stated, 20) : shownDate(earliest);
}

/** `Diagnosis | 2026-08-14 | B2M within −90 to +60 days`: what a B2M outside of it is held against. */
export function diagnosisRow(
  { diagnosis: { date } }: Staging,
  { settings }: Pick<ResultInput, 'settings'>,
): readonly CardRow[] {
  if (!date) return [];
  const limit = SAY.window(settings.baselineBeforeDays, settings.baselineAfterDays);
  return [{ result: SAY.diagnosis, value: diagnosed(date), limit }];
}

/**
 * What is open about the dates, and what is shown as baseline but not offered for the record.
 *
 * @param isOpen the summary says nothing of why the stage is conditional: it has to name what is open
 */
export function datingLines(staging: Staging, b2m: Measurement, isOpen: boolean): readonly string[] {
  const { basis, because, diagnosis, forRecord } = staging;
  const { date } = diagnosis;
  if (basis === 'baseline') {
    return [
      ...(date?.onset === undefined ? [] : [SAY.asserted(diagnosed(date), date.onset)]),
      ...(forRecord ? [] : [notForRecord(date)]),
    ];
  }
  const lines: string[] = [];
  if (because === 'no-diagnosis-date') {
    lines.push(SAY.noDate(diagnosis.entries.some((e) => e.date === 'open')));
  }
  if (date && because === 'rough-date' && daysSince(date.earliest, date.latest) > 0) {
    lines.push(SAY.roughDiagnosis(escapeText(date.stated, 20), shownDate(date.earliest), shownDate(date.latest)));
  }
  if (b2m.until !== undefined) lines.push(SAY.roughB2m(escapeText(b2m.effective, 20)));
  if (because === 'read-in-part') lines.push(SAY.readInPart);
  if (because === 'treatment-date-open') lines.push(openTreatmentLine(staging));
  if (because === 'diagnosis-in-doubt') lines.push(doubtLine(staging));
  if (because === 'still-untreated' && date) {
    lines.push(isOpen ? SAY.drawnAfter(daysSince(date.earliest, b2m.at)) : SAY.outsideWindow);
  }
  return lines;
}
