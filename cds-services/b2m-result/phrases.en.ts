// Everything a clinician reads of this service, in English, by subject; a rule holds no words. Another language is one more
// file of the type of `EN`, which does not compile until it says all of it.
import { DATING, TREATMENT } from './phrases/dating.en.ts';
import { FISH, HIGH_RISK } from './phrases/genomics.en.ts';
import { RENAL } from './phrases/renal.en.ts';
import { UNIT_CHECK } from './phrases/unit-check.en.ts';
import { CONDITIONS, ISS_PHRASES, R_ISS_PHRASES } from './phrases/staging.en.ts';

export const EN = {
  iss: ISS_PHRASES,
  rIss: R_ISS_PHRASES,
  conditions: CONDITIONS,
  dating: DATING,
  treatment: TREATMENT,
  highRisk: HIGH_RISK,
  fish: FISH,
  renal: RENAL,
  unitCheck: UNIT_CHECK,
};
