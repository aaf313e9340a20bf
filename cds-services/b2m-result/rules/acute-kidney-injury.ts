// Probable acute kidney injury in a patient with known or suspected myeloma: the one critical card.
import { daysSince, diagnosisOf, number, shownDate, suspected, type Reading } from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';

export const acuteKidneyInjury = defineResultRule({
  id: 'acute-kidney-injury',
  hooks: BOTH,
  evaluate({ reading, settings, situation }) {
    const { injury, kidney, facts } = reading;
    if (!injury)
      return {
        silent: 'the latest creatinine shows no acute kidney injury by KDIGO criteria',
        over: ['creatinine-serum'],
      };
    if (kidney.dialysis) return { silent: 'on dialysis, where creatinine rises between sessions' };
    const known = myelomaWord(reading);
    if (!known)
      return { silent: 'acute kidney injury, but myeloma is neither known nor suspected', over: ['conditions'] };
    // Critical is for harm now. At chart opening an old rise is history; where results are being looked at, the newest
    // creatinine is what is known, and nothing after it says that the injury is over.
    if (situation.hook === 'patient-view' && daysSince(injury.to.at, facts.asOf) > settings.recentDays) {
      return { silent: `the rise is older than ${settings.recentDays} days` };
    }
    const from = number(injury.from.quantity.value, 2);
    const to = number(injury.to.quantity.value, 2);
    const rise =
      injury.by === 'ratio'
        ? `×${number(injury.to.quantity.value / injury.from.quantity.value, 1)} within 7 days`
        : `at least 0.3 mg/dL within 48 h`;
    return {
      because: `creatinine ${from} to ${to} mg/dL: KDIGO stage ${injury.stage}, with ${known}`,
      indicator: 'critical',
      topic: TOPIC.injury,
      weight: WEIGHTS['acute-kidney-injury'],
      summary: `Possible acute kidney injury (creatinine ${from} → ${to} mg/dL) with ${known}: acute renal impairment is urgent`,
      lines: [
        `KDIGO stage ${injury.stage}: creatinine rose ${rise} (${shownDate(injury.from.at)} to ${shownDate(injury.to.at)}).`,
        'eGFR and the B2M expected from filtration are withheld: creatinine is not at steady state.',
        'Check free light chains, calcium, volume status and nephrotoxins; consider urgent haematology and nephrology advice.',
      ],
      assessments: [],
      inputs: [injury.from, injury.to],
      citations: ['kdigo-aki-2012', 'dimopoulos-2016'],
    };
  },
});

function myelomaWord({ facts }: Reading): string | undefined {
  if (diagnosisOf(facts, 'myeloma')) return 'myeloma';
  if (suspected(facts, 'myeloma')) return 'suspected myeloma';
  return facts.contexts.some((c) => c.kind === 'myeloma-kidney' && c.activity !== 'inactive')
    ? 'myeloma kidney'
    : undefined;
}
