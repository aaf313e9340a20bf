// Stages that a clinician has already recorded (mCODE myeloma ISS / R-ISS): compared with, never overwritten.
import type { Gate } from './gate.ts';
import { codingsOf } from './listed.ts';
import { statusProblem } from './observation.ts';
import { byReference } from './order.ts';
import { takenAt } from './specimen-date.ts';
import type { RecordedStage } from './stage-fact.ts';
import { systemOf } from './systems.ts';
import type { Sourced } from './types.ts';
import { withdrawnBy } from './withdrawn.ts';

export const NCIT = 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl';

/** The NCI Thesaurus codes of the mCODE profiles. @source clinical reference 7.7 */
export const STAGE_CODES = {
  ISS: { observable: 'C139007', strata: { I: 'C70658', II: 'C70659', III: 'C70660' } },
  'R-ISS': { observable: 'C141392', strata: { I: 'C141394', II: 'C141395', III: 'C141396' } },
} as const;

const SYSTEMS = ['ISS', 'R-ISS'] as const;
const STAGES = ['I', 'II', 'III'] as const;

/**
 * All that are on record and not withdrawn.
 *
 * @returns newest first; those that cannot be read without their stage
 */
export function readRecordedStages(
  observations: readonly Sourced<fhir4.Observation>[],
  gate: Gate,
): readonly RecordedStage[] {
  const found: RecordedStage[] = [];
  for (const { resource, reference } of observations) {
    const observable = codeOf(resource.code);
    const system = SYSTEMS.find((s) => STAGE_CODES[s].observable === observable);
    const refusal = gate(resource, reference);
    const isElsewhere = refusal && refusal.reason !== 'modifier-not-understood';
    if (!system || isElsewhere || withdrawnBy(resource.status)) continue;
    const value = codeOf(resource.valueCodeableConcept);
    const { strata }: { readonly strata: Readonly<Record<(typeof STAGES)[number], string>> } = STAGE_CODES[system];
    const stage = STAGES.find((s) => strata[s] === value);
    const { at, until } = takenAt(resource);
    found.push({
      system,
      ...(stage && !refusal && !statusProblem(resource.status) && { stage }),
      reference,
      ...(at !== undefined && until === undefined && { at }),
    });
  }
  return found.sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || byReference(a, b));
}

function codeOf(concept: fhir4.CodeableConcept | undefined): string | undefined {
  return codingsOf(concept).find((c) => systemOf(c.system) === 'ncit')?.code;
}
