// A serum B2M for a patient on dialysis: when to draw it, and what it cannot tell.
import { shownDate } from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineOrderRule } from '../input.ts';

export const dialysisTiming = defineOrderRule({
  id: 'dialysis-timing',
  hooks: BOTH,
  evaluate({ drafts, reading }) {
    if (!drafts.serumB2m) return { silent: 'no serum B2M among the orders' };
    if (!reading.kidney.dialysis) return { silent: 'not on dialysis', over: ['conditions', 'procedures'] };
    const session = reading.kidney.lastSession;
    return {
      because: 'a serum B2M is being ordered for a patient on dialysis',
      indicator: 'info',
      topic: 'order',
      weight: WEIGHTS['dialysis-timing'],
      summary: 'B2M ordered on dialysis: draw it before the session; it shows clearance, not disease burden',
      lines: ['Dialysis removes B2M.', 'Serum B2M is not advised as a screen for dialysis amyloid (KDOQI).'],
      rows:
        session === undefined
          ? []
          : [
              {
                result: 'Dialysis session',
                value: 'on record',
                date: shownDate(session),
                limit: 'sample before the session',
              },
            ],
      citations: ['kdoqi-bone', 'cheung-2006'],
    };
  },
});
