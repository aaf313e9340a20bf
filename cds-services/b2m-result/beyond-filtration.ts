// A B2M higher than filtration explains: to whom that is said, and what would tell more.
import {
  PLASMA_CELL,
  producers,
  WELL_BEYOND_RATIO,
  type Disease,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../src/authoring.ts';
import type { LaboratoryTest } from '../shared/laboratory-tests.ts';
import { PLASMA_CELL_NAMES } from '../shared/phrases.en.ts';
import { awaitedMyeloma } from './awaited-myeloma.ts';
import { highRiskLead } from './high-risk.ts';
import type { ResultInput } from './input.ts';
import { FREE_LIGHT_CHAINS, IMMUNOFIXATION, SPEP } from './orderables.ts';
import { EN } from './phrases.en.ts';
import {
  common,
  cystatinLine,
  fellLine,
  nephrologyLine,
  ratioOf,
  renalCriterionLine,
  transplantLine,
} from './renal-lines.ts';
import { besideEgfr, egfrRow } from './renal-rows.ts';
import { isRecent, suggestWorkUp } from './suggest.ts';
import { timesExpectedPhrase, timesExpectedTold } from './words.ts';
import { REASONS } from './phrases/reasons.en.ts';

const WHY = REASONS.renal;

const SAY = EN.renal;

/**
 * In a known disease only where the kidneys take part, or where something follows from it; elsewhere it is news by itself.
 *
 * @param far how far beyond, as `explain` says it
 * @param weight its place among the findings
 */
export function beyondIt(input: ResultInput, focus: Measurement, far: Far, weight: number): Finding | Silence {
  const { reading } = input;
  const { renal, facts, staging } = reading;
  const sources = producers(facts);
  const known = sources.some((d) => d.certainty === 'confirmed');
  const worked = clonesOf(reading);
  const missing = worked.length > 0 && far === 'well' ? toSettle(input) : [];
  if (known && !renal.mayBeReduced && missing.length === 0) {
    return {
      silent: WHY.knownDisease(...diseasesOf(reading)),
    };
  }
  const asks = !known && sources.length === 0 && !reading.staging;
  return {
    ...common(reading, focus),
    because: WHY.beyond(ratioOf(reading), far),
    indicator: 'info',
    weight,
    summary: timesExpectedPhrase(reading, worked),
    // Beside the clearance that makes a renal share likely the table says it.
    told: staging && highRiskLead(reading, staging) === 'renal-share' ? '' : timesExpectedTold(reading),
    rows: [...egfrRow(renal), ...besideEgfr(reading)],
    lines: [
      ...fellLine(reading),
      ...cystatinLine(reading),
      ...(awaitsMyeloma(reading) ? [EN.events.noIss] : []),
      ...(missing.length > 0 ? [SAY.considerTests] : []),
      ...transplantLine(reading),
      ...renalCriterionLine(reading),
    ],
    asides: [...(asks ? [SAY.alsoRaised] : []), ...nephrologyLine(reading)],
    ...(asks &&
      renal.ratio !== undefined &&
      renal.ratio <= WELL_BEYOND_RATIO && { changes: [SAY.offeredFrom(WELL_BEYOND_RATIO)] }),
    suggestions: suggestWorkUp(input, missing),
  };
}

/** ISS does not apply to what is known. */
function awaitsMyeloma({ facts }: Reading): boolean {
  return awaitedMyeloma(facts, ['mgus', 'smouldering-myeloma']) !== undefined;
}

/** The tests that tell a plasma-cell disease, as far as they have not come back of late; none in palliative care. */
function toSettle(input: ResultInput): readonly LaboratoryTest[] {
  if (input.reading.palliative) return [];
  return [SPEP, IMMUNOFIXATION, FREE_LIGHT_CHAINS].filter((test) => !isRecent(input, test));
}

/** Plasma-cell diseases before myeloma, and a myeloma that is suspected: what M-protein and light chains would tell. */
function clonesOf({ facts }: Reading): readonly string[] {
  const names = producers(facts).flatMap((d) => {
    if (d.certainty === 'suspected') return PLASMA_CELL.has(d.kind) ? [SAY.suspected(NAMES[d.kind] ?? d.kind)] : [];
    return d.certainty === 'confirmed' && d.kind !== 'myeloma' && d.kind !== 'plasma-cell-leukaemia'
      ? (NAMES[d.kind] ?? [])
      : [];
  });
  return [...new Set(names)];
}

const NAMES: Readonly<Partial<Record<Disease, string>>> = PLASMA_CELL_NAMES;
const ALL_NAMES: Readonly<Partial<Record<Disease, string>>> = { ...EN.highRisk.diseases, ...PLASMA_CELL_NAMES };

type Far = NonNullable<Reading['renal']['beyondFiltration']>;

/** With what follows for ISS, as nothing else says it. */
function diseasesOf({ facts }: Reading): readonly [names: readonly string[], isAwaited: boolean] {
  const kinds = [...new Set(producers(facts).map((d) => d.kind))];
  return [kinds.map((k) => ALL_NAMES[k] ?? k), kinds.includes('mgus') || kinds.includes('smouldering-myeloma')];
}
