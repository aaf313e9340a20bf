// A raised B2M that neither filtration nor anything on the problem list explains, or one that something there does.
import {
  andList,
  DAY_MS,
  determined,
  producers,
  type Context,
  type Finding,
  type Reading,
} from '../../../src/authoring.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { BLOOD_COUNT, FREE_LIGHT_CHAINS, IMMUNOFIXATION, LDH, METABOLIC_PANEL, SPEP } from '../orderables.ts';
import { suggestMissing } from '../suggest.ts';
import { b2mPhrase, egfrPhrase, expectedPhrase } from '../words.ts';

export const unexplainedElevation = defineResultRule({
  id: 'unexplained-elevation',
  hooks: BOTH,
  evaluate(input) {
    const { reading, situation, settings } = input;
    const { focus, elevated, renal, facts } = reading;
    if (!focus || elevated !== true) return { silent: 'no serum B2M above its upper limit' };
    if (producers(facts).length > 0) return { silent: 'a plasma-cell or lymphoid disease is on the problem list' };
    if (renal.withheld) return { silent: renal.confounding.notes?.[0] ?? 'no eGFR-based reading' };
    if (facts.unavailable.includes('conditions')) return { silent: 'the problem list could not be read' };
    const label = determined(renal.confounding);
    if (label === 'filtration') return { silent: 'explained by filtration' };
    if (label !== 'well-beyond-filtration' && label !== 'partly-beyond-filtration') {
      return { silent: 'how much filtration explains is not settled' };
    }
    if (situation.hook === 'patient-view' && facts.asOf - focus.at > settings.recentDays * DAY_MS) {
      return { silent: `older than ${settings.recentDays} days` };
    }
    const causes = knownCauses(reading);
    if (causes.length > 0) return knownCause(reading, causes);
    if (label === 'partly-beyond-filtration') return { silent: 'only partly beyond filtration: told as such' };
    return workUp(input);
  },
});

/** Conditions that raise serum B2M without a tumour. @source clinical reference 5 */
const CAUSES: Readonly<Partial<Record<Context, string>>> = {
  'rheumatoid-arthritis': 'rheumatoid arthritis',
  lupus: 'systemic lupus erythematosus',
  sjogren: 'Sjögren syndrome',
  hiv: 'HIV infection',
  cmv: 'cytomegalovirus infection',
  hepatitis: 'viral hepatitis',
  cirrhosis: 'cirrhosis',
  'inflammatory-bowel-disease': 'inflammatory bowel disease',
  tuberculosis: 'tuberculosis',
  'kidney-transplant': 'kidney transplant',
};

function knownCauses({ facts }: Reading): readonly string[] {
  const names = facts.contexts
    .filter((c) => c.activity !== 'inactive' && c.certainty === 'confirmed')
    .flatMap((c) => CAUSES[c.kind] ?? []);
  return [...new Set(names)].sort();
}

function knownCause(reading: Reading, causes: readonly string[]): Finding {
  return {
    ...shared(reading),
    because: `above what filtration explains; on the problem list: ${causes.join(', ')}`,
    indicator: 'info',
    weight: 40,
    summary: `${b2mPhrase(reading)} is above what ${egfrPhrase(reading)} explains; ${andList(causes)} on record can raise it`,
    lines: [
      'Inflammation, chronic infection and liver disease raise B2M without a tumour; the level may follow disease activity.',
    ],
  };
}

function workUp(input: ResultInput): Finding {
  const { reading } = input;
  const suggestions = suggestMissing(input, [
    SPEP,
    IMMUNOFIXATION,
    FREE_LIGHT_CHAINS,
    BLOOD_COUNT,
    METABOLIC_PANEL,
    LDH,
  ]);
  return {
    ...shared(reading),
    because: 'well beyond filtration, and nothing on the problem list explains it',
    indicator: 'warning',
    weight: 60,
    summary: `${b2mPhrase(reading)} exceeds what ${egfrPhrase(reading)} explains (about ${expectedPhrase(reading)}); no known cause on record`,
    lines: [
      suggestions.length > 0
        ? 'Consider a monoclonal work-up with the tests offered here; inflammatory, viral and liver disease also raise B2M.'
        : 'The monoclonal work-up is recent on record; inflammatory, viral and liver disease also raise B2M.',
      'Free light chains: read κ/λ with the renal range (0.37–3.10) when filtration is reduced.',
    ],
    suggestions,
    overrideReasons: ['already-ordered'],
  };
}

function shared(reading: Reading): Pick<Finding, 'topic' | 'assessments' | 'inputs' | 'derived' | 'citations'> {
  const { renal, focus } = reading;
  return {
    topic: TOPIC.b2m,
    assessments: [renal.confounding, renal.category],
    inputs: [...(focus ? [focus] : []), ...renal.inputs],
    derived: renal.derived,
    citations: ['bianchi-2001', 'inker-2021'],
  };
}
