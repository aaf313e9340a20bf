// Hospice, comfort, terminal and palliative care on record, by the site's lists of codes, and discharge from a hospice.
import { toInterval } from '../quantities/time.ts';
import { isOfEncounter } from './conditions.ts';
import { plainIcd10, statusOf } from './condition-status.ts';
import { diagnosisDateOf } from './diagnosis-date.ts';
import { codingsOf } from './listed.ts';
import type { ComfortCareFact } from './condition-fact.ts';
import { dateOfWhole } from './part-of.ts';
import { tookPlace } from './procedures.ts';
import type { References } from './references.ts';
import { isIcd10, systemOf } from './systems.ts';
import type { Sourced } from './types.ts';
import { textsOf } from './words.ts';

/** Each code as `system|code`. */
export interface ComfortCareLists {
  readonly stop: ReadonlySet<string>;
  readonly soft: ReadonlySet<string>;
}

/** Lists as a site writes them, by the systems under any of their names. */
export function comfortCareLists(stop: readonly string[], soft: readonly string[]): ComfortCareLists {
  const normal = (items: readonly string[]): ReadonlySet<string> =>
    new Set(
      items.map((item) => {
        const bar = item.indexOf('|');
        return keyOf(item.slice(0, bar), item.slice(bar + 1));
      }),
    );
  return { stop: normal(stop), soft: normal(soft) };
}

/**
 * @returns what is or was; refuted, inactive and resolved entries and procedures that did not take place are left out
 */
export function readComfortCare(
  conditions: readonly Sourced<fhir4.Condition>[],
  procedures: readonly Sourced<fhir4.Procedure>[],
  lists: ComfortCareLists,
  references: References,
): readonly ComfortCareFact[] {
  return [
    ...conditions.flatMap((c) => ofCondition(c, lists)),
    ...procedures.flatMap((p) => ofProcedure(p, lists, references)),
  ];
}

function ofCondition(
  { resource, reference }: Sourced<fhir4.Condition>,
  lists: ComfortCareLists,
): readonly ComfortCareFact[] {
  const kind = kindOf(resource.code, lists);
  if (!kind) return [];
  const { certainty, activity } = statusOf(resource);
  if (certainty === 'refuted' || activity === 'inactive') return [];
  const date = diagnosisDateOf(resource, undefined);
  return [
    {
      kind,
      // An encounter's diagnosis without a status is not a statement about today.
      current: codingsOf(resource.clinicalStatus).length > 0 || !isOfEncounter(resource),
      ...(certainty !== 'confirmed' && { doubtful: true as const }),
      ...(date !== undefined && date !== 'open' && { at: date.latest }),
      reference,
    },
  ];
}

function ofProcedure(
  { resource, reference }: Sourced<fhir4.Procedure>,
  lists: ComfortCareLists,
  references: References,
): readonly ComfortCareFact[] {
  const happened = tookPlace(resource.status);
  const kind = happened === 'no' ? undefined : kindOf(resource.code, lists);
  if (!kind) return [];
  const { performedDateTime, performedPeriod } = resource;
  const own = toInterval(performedDateTime ?? performedPeriod?.end ?? performedPeriod?.start);
  const at = (own ?? dateOfWhole(resource, reference, references))?.latest;
  return [
    {
      kind,
      current: resource.status === 'in-progress',
      // whether care that was broken off goes on elsewhere nobody can tell
      ...((happened === 'open' || resource.status === 'stopped') && { doubtful: true as const }),
      ...(at !== undefined && { at }),
      reference,
    },
  ];
}

/** No code of it was seen in public text, so the words tell. */
const DISCHARGED = /\bdischarged? from (?:the )?hospice|\bhospi[zs]entlass|\bentlass\w* aus (?:dem |einem )?hospi[zs]/i;

function kindOf(
  concept: fhir4.CodeableConcept | undefined,
  { stop, soft }: ComfortCareLists,
): ComfortCareFact['kind'] | undefined {
  if (textsOf(concept).some((w) => DISCHARGED.test(w))) return 'discharge';
  const keys = codingsOf(concept).flatMap(({ system, code }) =>
    typeof system === 'string' && typeof code === 'string' ? [keyOf(system, code)] : [],
  );
  if (keys.some((key) => stop.has(key))) return 'stop';
  return keys.some((key) => soft.has(key)) ? 'soft' : undefined;
}

function keyOf(system: string, code: string): string {
  const known = systemOf(system);
  if (!isIcd10(known)) return `${known ?? system}|${code.trim()}`;
  return `icd-10|${plainIcd10(code)}`;
}
