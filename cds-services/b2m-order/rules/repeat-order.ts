// A serum B2M that has only just been measured.
import {
  dayOf,
  daysSince,
  ISS_B2M_CUTS,
  newest,
  PLASMA_CELL,
  producers,
  resultsOf,
  shown,
  treatmentBegun,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineOrderRule } from '../input.ts';
import { REPEAT } from '../phrases.en.ts';
import { REASONS } from '../reasons.en.ts';

const WHY = REASONS.repeat;

export const repeatOrder = defineOrderRule({
  id: 'repeat-order',
  hooks: BOTH,
  evaluate({ drafts, reading, settings }) {
    if (!drafts.serumB2m) return { silent: REASONS.dialysis.noB2m };
    const last = newest(resultsOf(reading.facts, 'b2m-serum'));
    const days = daysSince(last?.at ?? -Infinity, reading.facts.asOf);
    if (!last || days >= settings.repeatDays) {
      return { silent: WHY.none(settings.repeatDays), over: ['b2m-serum'] };
    }
    // A sample of the first treatment day counts as drawn before the first dose.
    const diseases = producers(reading.facts);
    const isPlasmaCell = diseases.some((d) => PLASMA_CELL.has(d.kind));
    const doses = diseases.flatMap((d) => treatmentBegun(reading.facts, { kind: d.kind, date: undefined }).therapies);
    if (doses.some((d) => d.counts !== 'no' && dayOf(d.dose.earliest) >= dayOf(last.at))) {
      return { silent: WHY.treatmentBegan };
    }
    return {
      because: WHY.age(days),
      indicator: 'info',
      topic: 'order',
      weight: WEIGHTS['repeat-order'],
      summary: REPEAT.summary(days, shown(last.quantity, ISS_B2M_CUTS), settings.repeatDays),
      lines: diseases.length === 0 ? [] : [isPlasmaCell ? REPEAT.inPlasmaCellDisease : REPEAT.elsewhere],
      limits: { 'b2m-serum': REPEAT.limit(settings.repeatDays) },
      inputs: [last],
      citations: ['nhs-epa-b2m'],
    };
  },
});
