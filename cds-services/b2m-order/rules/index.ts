// Every rule of this service; the order is the order of `explain`.
import { companionOrders } from './companion-orders.ts';
import { dialysisTiming } from './dialysis-timing.ts';
import { nephrotoxicDraft } from './nephrotoxic-draft.ts';
import { repeatOrder } from './repeat-order.ts';
import { urineSpecimen } from './urine-specimen.ts';

export const rules = [companionOrders, repeatOrder, dialysisTiming, nephrotoxicDraft, urineSpecimen];
