// Every rule of this service.
import { issStage } from './iss-stage.ts';
import { renalConfounding } from './renal-confounding.ts';

export const rules = [issStage, renalConfounding];
