// Every rule of this service; the order is the order of `explain`.
import { beforeFirstDose } from './before-first-dose.ts';
import { companionOrders } from './companion-orders.ts';
import { dialysisTiming } from './dialysis-timing.ts';
import { nephrotoxicDraft } from './nephrotoxic-draft.ts';
import { repeatOrder } from './repeat-order.ts';
import { urineSpecimen } from './urine-specimen.ts';

export const rules = [beforeFirstDose, companionOrders, repeatOrder, dialysisTiming, nephrotoxicDraft, urineSpecimen];
