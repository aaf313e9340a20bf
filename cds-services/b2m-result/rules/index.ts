// Every rule of this service; the order is the order of `explain`.
import { acuteKidneyInjury } from './acute-kidney-injury.ts';
import { csf } from './csf.ts';
import { definingEvents } from './defining-events.ts';
import { dialysis } from './dialysis.ts';
import { followUp } from './follow-up.ts';
import { imsImwg2025 } from './ims-imwg-2025.ts';
import { issStage } from './iss-stage.ts';
import { lightChains } from './light-chains.ts';
import { prognosticIndex } from './prognostic-index.ts';
import { rIssStage } from './r-iss-stage.ts';
import { renalConfounding } from './renal-confounding.ts';
import { unexplainedElevation } from './unexplained-elevation.ts';
import { unitCheck } from './unit-check.ts';
import { urineLocalisation } from './urine-localisation.ts';

export const rules = [
  acuteKidneyInjury,
  unitCheck,
  dialysis,
  issStage,
  rIssStage,
  imsImwg2025,
  prognosticIndex,
  renalConfounding,
  unexplainedElevation,
  lightChains,
  definingEvents,
  followUp,
  urineLocalisation,
  csf,
];
