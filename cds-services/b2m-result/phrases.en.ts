// Everything a clinician reads of this service, in English, by subject; a rule holds no words.
import { DATING, TREATMENT } from './phrases/dating.en.ts';
import { FISH, HIGH_RISK } from './phrases/genomics.en.ts';
import { CAUSES } from './phrases/causes.en.ts';
import { EVENTS } from './phrases/defining-events.en.ts';
import { FOLLOW_UP, RISE } from './phrases/follow-up.en.ts';
import { CSF_PHRASES, URINE_PHRASES } from './phrases/fluids.en.ts';
import { NOTES } from './phrases/data-notes.en.ts';
import { INDEX_ITEMS, INDEX_LIMITS, INDICES } from './phrases/indices.en.ts';
import { INJURY } from './phrases/injury.en.ts';
import { DIALYSIS, RENAL } from './phrases/renal.en.ts';
import { UNIT_CHECK } from './phrases/unit-check.en.ts';
import { CONDITIONS, ISS_PHRASES, R_ISS_PHRASES, RECORD } from './phrases/staging.en.ts';

export const EN = {
  iss: ISS_PHRASES,
  rIss: R_ISS_PHRASES,
  record: RECORD,
  conditions: CONDITIONS,
  dating: DATING,
  treatment: TREATMENT,
  highRisk: HIGH_RISK,
  fish: FISH,
  notes: NOTES,
  renal: RENAL,
  dialysis: DIALYSIS,
  indices: INDICES,
  indexItems: INDEX_ITEMS,
  indexLimits: INDEX_LIMITS,
  injury: INJURY,
  causes: CAUSES,
  events: EVENTS,
  followUp: FOLLOW_UP,
  rise: RISE,
  urine: URINE_PHRASES,
  csf: CSF_PHRASES,
  unitCheck: UNIT_CHECK,
};
