// Patients in whom myeloma is not known but looked for: MGUS, smouldering or suspected myeloma.
import { diagnosisOf, suspected, type Facts } from '../../src/authoring.ts';

export interface Awaited {
  /** `SMM is on record`. */
  readonly words: string;
}

const WORDS = {
  'smouldering-myeloma': 'SMM is on record',
  mgus: 'MGUS is on record',
  suspected: 'myeloma is suspected',
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

export const DIAGNOSIS_WOULD_CHANGE =
  'a confirmed myeloma diagnosis: ISS from this B2M and an albumin of the same time';
/** The same where no B2M is told. */
export const DIAGNOSIS_WOULD_OPEN = 'a confirmed myeloma diagnosis: ISS from a B2M and an albumin of one time';
