// The prognostic indices of diseases other than myeloma that contain B2M.
import type { Assessment } from '../assessment.ts';
import type { Disease, Facts, Measurement } from '../facts/types.ts';
import type { ReadingSettings } from './settings.ts';

export interface IndexReading {
  readonly disease: Disease;
  readonly assessment: Assessment;
  readonly b2m?: Measurement;
  readonly basis: 'baseline' | 'current';
  readonly inputs: readonly Measurement[];
}

/** Every index that applies to a confirmed, current disease, even when everything is still possible. */
export function readIndices(
  _facts: Facts,
  _focus: Measurement | undefined,
  _settings: ReadingSettings,
): readonly IndexReading[] {
  return [];
}
