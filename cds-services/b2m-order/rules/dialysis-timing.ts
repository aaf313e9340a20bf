// A serum B2M for a patient on dialysis: when to draw it, and what it cannot tell.
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineOrderRule } from '../input.ts';

export const dialysisTiming = defineOrderRule({
  id: 'dialysis-timing',
  hooks: BOTH,
  evaluate({ drafts, reading }) {
    if (!drafts.serumB2m) return { silent: 'no serum B2M among the orders' };
    if (!reading.kidney.dialysis) return { silent: 'not on dialysis', over: ['conditions', 'procedures'] };
    return {
      because: 'a serum B2M is being ordered for a patient on dialysis',
      indicator: 'info',
      topic: 'order',
      weight: WEIGHTS['dialysis-timing'],
      summary: 'Serum B2M on dialysis: use a predialysis sample; it reflects clearance, not tumour burden',
      lines: [
        'On haemodialysis draw it before the session: dialysis removes B2M.',
        'KDOQI advises against screening for dialysis amyloid by serum B2M.',
      ],
      citations: ['kdoqi-bone', 'cheung-2006'],
    };
  },
});
