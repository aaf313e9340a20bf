// Patients in whom myeloma is not known but looked for: MGUS, smouldering or suspected myeloma.
import { diagnosisOf, suspected, type Facts } from '../../src/authoring.ts';
import { PLASMA_CELL_NAMES } from '../shared/phrases.en.ts';
import { EVENTS } from './phrases/defining-events.en.ts';

export interface Awaited {
  /** `SMM is on record`. */
  readonly words: string;
}

const WORDS = {
  'smouldering-myeloma': EVENTS.onRecord(PLASMA_CELL_NAMES['smouldering-myeloma']),
  mgus: EVENTS.onRecord(PLASMA_CELL_NAMES.mgus),
  suspected: EVENTS.isSuspected,
} as const;

/** Undefined once myeloma or plasma-cell leukaemia is known, and for everybody else. */
export function awaitedMyeloma(facts: Facts, wanted: readonly (keyof typeof WORDS)[]): Awaited | undefined {
  if (diagnosisOf(facts, 'myeloma') || diagnosisOf(facts, 'plasma-cell-leukaemia')) return undefined;
  for (const kind of ['smouldering-myeloma', 'mgus', 'suspected'] as const) {
    const found = kind === 'suspected' ? suspected(facts, 'myeloma') : diagnosisOf(facts, kind) !== undefined;
    if (found && wanted.includes(kind)) return { words: WORDS[kind] };
  }
  return undefined;
}
