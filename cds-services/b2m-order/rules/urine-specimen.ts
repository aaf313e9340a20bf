// A urine B2M among the drafts: how the specimen must be handled.
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineOrderRule } from '../input.ts';

export const urineSpecimen = defineOrderRule({
  id: 'urine-specimen',
  hooks: BOTH,
  evaluate({ drafts }) {
    if (!drafts.urineB2m) return { silent: 'no urine B2M among the orders' };
    return {
      because: 'a urine B2M is being ordered',
      indicator: 'info',
      topic: 'order',
      weight: WEIGHTS['urine-specimen'],
      summary: 'Urine B2M: alkalinise the specimen; in acid urine (pH below 6) B2M reads falsely low',
      lines: [
        drafts.timedUrine
          ? '24-h collection: keep refrigerated, alkalinise to pH 6–8 as your laboratory asks.'
          : 'Void and discard, drink 0.5 L of water, collect within 1 hour, alkalinise to pH 6–8; freeze or test within 48 h.',
        'No biotin for 12 h before. Cisplatin, carboplatin, gentamicin, tobramycin, nifedipine and X-ray contrast raise urine B2M.',
      ],
      citations: ['mayo-b2mu'],
    };
  },
});
