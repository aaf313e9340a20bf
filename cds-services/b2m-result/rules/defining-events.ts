// Calcium, haemoglobin or kidney function beside a B2M that reach myeloma-defining limits, where myeloma is not known.
import {
  andList,
  capital,
  daysSince,
  readDefiningEvents,
  shown,
  type DefiningEvent,
  type Finding,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { awaitedMyeloma, DIAGNOSIS_WOULD_CHANGE } from '../awaited-myeloma.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { FREE_LIGHT_CHAINS, SPEP } from '../orderables.ts';
import { EVENTS } from '../phrases/defining-events.en.ts';
import { suggestWorkUp } from '../suggest.ts';

export const definingEvents = defineResultRule({
  id: 'defining-events',
  hooks: BOTH,
  evaluate(input) {
    const { reading, situation, settings } = input;
    const { focus, facts, renal } = reading;
    if (!focus || focus.until !== undefined) return { silent: 'no serum B2M on record', over: ['b2m-serum'] };
    const awaited = awaitedMyeloma(facts, ['mgus', 'smouldering-myeloma', 'suspected']);
    if (!awaited) return { silent: 'no MGUS, SMM or suspected myeloma on record', over: ['conditions'] };
    if (situation.hook === 'patient-view' && daysSince(focus.at, facts.asOf) > settings.recentDays) {
      return { silent: `older than ${settings.recentDays} days` };
    }
    const events = readDefiningEvents(facts, focus, renal, settings);
    if (events.length === 0) {
      return {
        silent: 'no new calcium, Hb or kidney function at a myeloma-defining limit beside the B2M',
        over: ['calcium-serum', 'hemoglobin', 'creatinine-serum'],
      };
    }
    const named = events.map(({ kind, value }) => `${NAMES[kind]} ${shown(value, CUTS[kind])}`);
    const finding: Finding = {
      because: `new beside the B2M: ${events.map(({ kind, limit }) => `${NAMES[kind]} ${limit}`).join(', ')}`,
      indicator: 'info',
      topic: TOPIC.b2m,
      weight: WEIGHTS['defining-events'],
      summary: `${capital(andList(named))} ${events.length === 1 ? 'reaches a myeloma-defining limit' : 'reach myeloma-defining limits'} (IMWG 2014); ${awaited.words}`,
      lines: [EVENTS.ofItsCause, EVENTS.review],
      changes: [DIAGNOSIS_WOULD_CHANGE],
      limits: {
        ...Object.fromEntries(
          events.flatMap(({ measurement, limit }) => (measurement ? [[measurement.analyte, EVENTS.limit(limit)]] : [])),
        ),
        'b2m-serum': EVENTS.onlyMyeloma,
      },
      rows: events
        .filter(({ measurement }) => measurement === undefined)
        .map(({ kind, value, limit }) => ({
          result: capital(NAMES[kind]),
          value: shown(value, CUTS[kind]),
          limit: EVENTS.limit(limit),
          ...(kind === 'clearance' && { replaces: 'creatinine-clearance' as const, place: 'decides' as const }),
          ...(kind === 'egfr' && { replaces: 'egfr' as const, place: 'decides' as const }),
        })),
      inputs: [
        ...events.flatMap(({ measurement }) => measurement ?? []),
        focus,
        ...(events.some(isOfKidney) ? renal.inputs : []),
      ],
      derived: events.some(isOfKidney) ? renal.derived : [],
      citations: ['rajkumar-2014'],
      suggestions: suggestWorkUp(input, [FREE_LIGHT_CHAINS, SPEP]),
      isAdvice: true,
      once: {
        what: events
          .map(({ kind, value, measurement }) => `${kind} ${measurement?.reference ?? value.value}`)
          .join('|'),
      },
    };
    return finding;
  },
});

const NAMES: Readonly<Record<DefiningEvent['kind'], string>> = {
  hemoglobin: 'Hb',
  calcium: 'calcium',
  creatinine: 'creatinine',
  clearance: 'creatinine clearance',
  egfr: 'eGFR',
};

/** In the unit of each; a value is never rounded onto one of these. @source rajkumar-2014 */
const CUTS: Readonly<Record<DefiningEvent['kind'], readonly number[]>> = {
  hemoglobin: [10],
  calcium: [11],
  creatinine: [2],
  clearance: [40],
  egfr: [40],
};

function isOfKidney({ kind }: DefiningEvent): boolean {
  return kind === 'creatinine' || kind === 'clearance' || kind === 'egfr';
}
