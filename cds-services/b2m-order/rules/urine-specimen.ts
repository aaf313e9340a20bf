// A urine B2M among the drafts: how the specimen must be handled.
import { covers, daysSince, openOver, type Reading } from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { missingOfUrine } from '../companions.ts';
import { BOTH, defineOrderRule } from '../input.ts';
import { URINE } from '../phrases.en.ts';
import { REASONS } from '../reasons.en.ts';

const WHY = REASONS.urine;

export const urineSpecimen = defineOrderRule({
  id: 'urine-specimen',
  hooks: BOTH,
  evaluate(input) {
    const { drafts, reading } = input;
    if (!drafts.urineB2m) return { silent: WHY.noB2m };
    return {
      because: WHY.ordered,
      indicator: 'info',
      topic: 'order',
      weight: WEIGHTS['urine-specimen'],
      summary: URINE.summary(missingOfUrine(input).map((test) => test.short)),
      lines: [drafts.timedUrine ? URINE.timed : URINE.spot, URINE.biotin, ...raisingLine(reading)],
      citations: ['mayo-b2mu'],
    };
  },
});

/** Days within which a drug that is no longer taken still counts; ours, as for a urine B2M on record. */
const DRUG_DAYS = 90;

/** Only the drugs that this patient has; where they were not read, those to think of. */
function raisingLine({ facts }: Reading): readonly string[] {
  const drugs = facts.treatments.filter(
    (t) =>
      t.kind === 'nephrotoxic' &&
      (t.ongoing === true || daysSince(Math.min(t.until ?? t.at, facts.asOf), facts.asOf) <= DRUG_DAYS),
  );
  if (drugs.length > 0) return [URINE.raise([...new Set(drugs.map((t) => t.ingredient))])];
  const isRead = covers(facts, 'medications') && openOver(facts, ['medications']) === undefined;
  return isRead ? [] : [URINE.medicationsUnread];
}
