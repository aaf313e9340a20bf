// Calcium, haemoglobin or kidney function beside a B2M that reach myeloma-defining limits, where myeloma is not known.
import {
  analyteName,
  asReported,
  capital,
  daysSince,
  DEFINING_CALCIUM,
  DEFINING_HEMOGLOBIN,
  IMWG_CRCL_CUT,
  IMWG_CREATININE_CUT,
  ISS_B2M_CUTS,
  readDefiningEvents,
  shown,
  shownAsReported,
  shownDate,
  type CardRow,
  type DefiningEvent,
  type Finding,
  type Measurement,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { awaitedMyeloma } from '../awaited-myeloma.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { FREE_LIGHT_CHAINS, SPEP } from '../orderables.ts';
import { EVENTS } from '../phrases/defining-events.en.ts';
import { RENAL } from '../phrases/renal.en.ts';
import { suggestWorkUp } from '../suggest.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.events;

export const definingEvents = defineResultRule({
  id: 'defining-events',
  hooks: BOTH,
  beginsWith: ['b2m-serum'],
  evaluate(input) {
    const { reading, situation, settings } = input;
    const { focus, facts, renal } = reading;
    if (!focus || focus.until !== undefined) return { silent: REASONS.all.noB2m, over: ['b2m-serum'] };
    const awaited = awaitedMyeloma(facts, ['mgus', 'smouldering-myeloma', 'suspected']);
    if (!awaited) return { silent: WHY.noneAwaited, over: ['conditions'] };
    if (situation.hook === 'patient-view' && daysSince(focus.at, facts.asOf) > settings.recentDays) {
      return { silent: REASONS.all.olderThan(settings.recentDays) };
    }
    const events = readDefiningEvents(facts, focus, renal, settings);
    if (events.length === 0) {
      return {
        silent: WHY.none,
        over: ['calcium-serum', 'hemoglobin', 'creatinine-serum'],
      };
    }
    const isComputed = renal.derived.some(({ name }) => name === 'egfr');
    const named = events.map(({ kind, value }) => EVENTS.named(kind, shown(value, CUTS[kind])));
    const finding: Finding = {
      because: WHY.new(events.map(({ kind, limit }) => WHY.event(EVENTS.names[kind], EVENTS.reached(limit)))),
      indicator: 'info',
      topic: TOPIC.b2m,
      weight: WEIGHTS['defining-events'],
      summary: EVENTS.summary(named, awaited.words),
      lines: [EVENTS.ofItsCause, EVENTS.review],
      changes: [EVENTS.diagnosisWouldChange],
      limits: Object.fromEntries(
        events.flatMap(({ measurement, limit }) =>
          measurement ? [[measurement.analyte, EVENTS.limit(EVENTS.reached(limit))]] : [],
        ),
      ),
      rows: [
        ...creatinineBeside(reading, events, settings.pairingDays).map(creatinineRow),
        b2mRow(focus),
        ...events
          .filter(({ measurement }) => measurement === undefined)
          .map(({ kind, value, limit }) => ({
            result: kind === 'egfr' ? RENAL.egfrRow(isComputed) : capital(EVENTS.names[kind]),
            value: shown(value, CUTS[kind]),
            limit: EVENTS.limit(EVENTS.reached(limit)),
            ...(kind === 'clearance' && { replaces: 'creatinine-clearance' as const, place: 'decides' as const }),
            ...(kind === 'egfr' && { replaces: 'egfr' as const, place: 'decides' as const }),
          })),
      ],
      inputs: [
        ...events.flatMap(({ measurement }) => measurement ?? []),
        focus,
        ...(events.some(isOfKidney) ? renal.inputs : []),
      ],
      besides: creatinineBeside(reading, events, settings.pairingDays),
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

/** One that reaches no limit: that it was asked stands beside what does. */
function creatinineBeside(
  { focus, renal: { creatinine, withheld } }: Reading,
  events: readonly DefiningEvent[],
  days: number,
): readonly Measurement<'creatinine-serum'>[] {
  if (!creatinine || !focus || withheld || events.some(isOfKidney)) return [];
  return Math.abs(daysSince(creatinine.at, focus.at)) <= days ? [creatinine] : [];
}

function creatinineRow(m: Measurement<'creatinine-serum'>): CardRow {
  const cut = IMWG_CREATININE_CUT[asReported(m).unit];
  return {
    result: RENAL.creatinine,
    value: shownAsReported(m, [IMWG_CREATININE_CUT['mg/dL']]),
    date: shownDate(m.at),
    limit: EVENTS.limit(EVENTS.reached({ side: '>', cut })),
    replaces: 'creatinine-serum',
  };
}

/** ISS does not apply to it. */
function b2mRow(m: Measurement): CardRow {
  const value = shownAsReported(m, ISS_B2M_CUTS);
  const limit = EVENTS.onlyMyeloma;
  return { result: analyteName('b2m-serum', true), value, date: shownDate(m.at), limit, replaces: 'b2m-serum' };
}

/** In the unit of each; a value is never rounded onto one of these. @source rajkumar-2014 */
const CUTS: Readonly<Record<DefiningEvent['kind'], readonly number[]>> = {
  hemoglobin: [DEFINING_HEMOGLOBIN],
  calcium: [DEFINING_CALCIUM['mg/dL']],
  creatinine: [IMWG_CREATININE_CUT['mg/dL']],
  clearance: [IMWG_CRCL_CUT],
  egfr: [IMWG_CRCL_CUT],
};

function isOfKidney({ kind }: DefiningEvent): boolean {
  return kind === 'creatinine' || kind === 'clearance' || kind === 'egfr';
}
