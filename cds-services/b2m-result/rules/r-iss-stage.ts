// R-ISS and R2-ISS beside the ISS stage, as far as LDH and FISH are known.
import {
  coversAround,
  determined,
  notUsed,
  orList,
  suggestOrder,
  type Assessment,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { LDH } from '../orderables.ts';
import { offerToRecord } from '../record-stage.ts';
import { canStillPair } from '../suggest.ts';
import { factWords } from '../words.ts';

export const rIssStage = defineResultRule({
  id: 'r-iss-stage',
  hooks: BOTH,
  evaluate(input) {
    const { staging, focus } = input.reading;
    if (!staging?.b2m) return { silent: 'no myeloma that could be staged', over: ['conditions', 'b2m-serum'] };
    if (input.reading.kidney.dialysis) return { silent: 'on dialysis: see the dialysis rule' };
    if (staging.basis === 'if-baseline')
      return { silent: 'whether these are baseline values is open: no diagnostic stage' };
    if (staging.basis !== 'baseline') return { silent: 'current values are no diagnostic stage' };
    if (focus && focus.at > staging.b2m.at) {
      return { silent: 'the B2M looked at is later than the baseline' };
    }
    const { rIss, r2Iss } = staging;
    if (rIss.possible.length === 3)
      return {
        silent: 'nothing but the ISS is known: R-ISS I, II and III all possible',
        over: ['ldh-serum', 'cytogenetics'],
      };
    const stage = determined(rIss);
    const recorded = input.reading.facts.recordedStages.find((r) => r.system === 'R-ISS');
    return {
      because: `R-ISS ${orList(rIss.possible)}, R2-ISS ${orList(r2Iss.possible)}`,
      indicator: 'info',
      topic: TOPIC.b2m,
      weight: WEIGHTS['r-iss-stage'],
      summary: `${phrase('R-ISS', rIss)}; ${phrase('R2-ISS', r2Iss)}${openFor(staging)}`,
      lines: [
        ...textLine(input.reading),
        ...(recorded && stage && recorded.stage !== stage
          ? [`Recorded in the chart: R-ISS ${recorded.stage}; the results read here give ${stage}.`]
          : []),
      ],
      assessments: [rIss, r2Iss],
      inputs: staging.inputs.filter((m) => m.analyte !== 'creatinine-serum'),
      cytogenetics: staging.fish.used.filter((r) => STAGED.has(r.aberration)),
      citations: ['palumbo-2015', 'dagostino-2022'],
      suggestions: [
        ...(rIss.missing.includes('ldh-serum') &&
        !staging.ldh &&
        canStillPair(input, LDH) &&
        coversAround(input.reading.facts, 'ldh-serum', staging.b2m.at, input.settings.pairingDays) &&
        !isLdhNotUsed(input)
          ? [suggestOrder(LDH, input.order)]
          : []),
        ...offerToRecord('R-ISS', input),
      ],
    };
  },
});

/** What R-ISS and R2-ISS are made of. */
const STAGED: ReadonlySet<string> = new Set(['del17p', 't4-14', 't14-16', 'gain1q']);

/** An LDH of the B2M's time is on record and cannot be used. */
function isLdhNotUsed({ reading, settings }: ResultInput): boolean {
  const at = reading.staging?.b2m?.at ?? reading.facts.asOf;
  return notUsed(reading.facts, 'ldh-serum', at, settings.pairingDays).length > 0;
}

function phrase(name: string, assessment: Assessment): string {
  return `${name} ${orList(assessment.possible)}`;
}

/** ` (open: LDH, del(17p))`: what would settle them. */
function openFor({ rIss, r2Iss }: NonNullable<Reading['staging']>): string {
  const missing = factWords([...new Set([...rIss.missing, ...r2Iss.missing])]);
  return missing.length === 0 ? '' : ` (open: ${missing.join(', ')})`;
}

function textLine({ facts }: Reading): readonly string[] {
  return facts.cytogeneticsAsText.length === 0
    ? []
    : ['Cytogenetics are on record as text only: read them yourself; nothing was concluded from the wording.'];
}
