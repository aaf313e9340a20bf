// B2M in cerebrospinal fluid: a reading of its own, never part of a stage.
import { daysSince, exceeds, newest, number, producers, resultsOf, shown } from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { defineResultRule, TOPIC } from '../input.ts';
import { CSF_PHRASES } from '../phrases/fluids.en.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.csf;

export const csf = defineResultRule({
  id: 'csf',
  hooks: ['result-view'],
  beginsWith: ['b2m-csf'],
  evaluate({ reading, lookedAt, settings }) {
    const fluid = newest(resultsOf(reading.facts, 'b2m-csf'));
    if (!fluid) return { silent: WHY.none, over: ['b2m-csf'] };
    if (lookedAt.size > 0 && !lookedAt.has(fluid.reference)) return { silent: WHY.another };
    if (lookedAt.size === 0 && fluid.at < (reading.focus?.at ?? 0)) return { silent: WHY.serumIsNewer };
    const limit = fluid.range?.high;
    if (limit === undefined) return { silent: WHY.noLimit };
    const above = exceeds(fluid.quantity, limit, 'above');
    if (above === undefined) return { silent: WHY.open(shown(fluid.quantity)) };
    if (!above) return { silent: WHY.notAbove };
    if (reading.facts.contexts.some((c) => c.kind === 'multiple-sclerosis' && c.activity !== 'inactive')) {
      return { silent: WHY.multipleSclerosis };
    }
    const lymphoid = producers(reading.facts).length > 0;
    const { focus } = reading;
    const beside = focus && Math.abs(daysSince(focus.at, fluid.at)) <= settings.pairingDays ? [focus] : [];
    return {
      because: WHY.above,
      indicator: 'info',
      topic: TOPIC.csf,
      weight: WEIGHTS.csf,
      summary: CSF_PHRASES.summary(shown(fluid.quantity), number(limit, 1)),
      lines: [...(lymphoid ? [] : [CSF_PHRASES.hiv]), CSF_PHRASES.noStage],
      inputs: [fluid, ...beside],
      citations: ['mayo-b2mc'],
    };
  },
});
