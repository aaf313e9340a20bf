// The tests this service may suggest.
export {
  B2M,
  ALBUMIN,
  CREATININE,
  LDH,
  SPEP,
  IMMUNOFIXATION,
  FREE_LIGHT_CHAINS,
  BLOOD_COUNT,
  METABOLIC_PANEL,
  URINE_ELECTROPHORESIS,
  URINE_PROTEIN,
  URINE_CREATININE,
} from '../shared/laboratory-tests.ts';
