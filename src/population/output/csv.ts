// A case and a difference as rows of tables.
import type { Case } from '../../contracts/case.ts';
import { csvField } from '../../contracts/csv.ts';
import type { Difference } from './difference.ts';

export const CSV_HEAD =
  'id,patient,at,hook,department,rules,indicator,repeat,summary,assessments,evidence,encounter,user';

export function toCsv(c: Case): string {
  const assessments = c.assessments.map((a) => `${a.system}: ${a.possible.join('/')}`).join('; ');
  return [
    c.id,
    c.patient,
    c.at,
    c.hook,
    c.department,
    c.rules.join(' '),
    c.indicator,
    c.repeat ? 'repeat' : 'first',
    c.summary,
    assessments,
    c.evidence,
    c.encounter,
    c.user,
  ]
    .map((text) => csvField(text ?? ''))
    .join(',');
}

export const DIFFERENCES_HEAD = 'patient,at,hook,how,before,after,summaries before,summaries after';

export function differenceToCsv({ patient, at, hook, kind, before, after, summaries }: Difference): string {
  const said = [summaries.before, summaries.after].map((texts) => texts.join(' / '));
  return [patient, at, hook, kind, before, after, ...said].map(csvField).join(',');
}
