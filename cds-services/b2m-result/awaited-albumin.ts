// The albumin that a stage waits for: its row, and from when on one would pair with the B2M.
import {
  DAY_MS,
  ISS_ALBUMIN_CUT,
  shownDate,
  type CardRow,
  type Measurement,
  type Reading,
} from '../../src/authoring.ts';
import type { ResultInput } from './input.ts';
import { missingRow, shortfall } from './missing-rows.ts';
import { EN } from './phrases.en.ts';

type Staging = NonNullable<Reading['staging']>;
const SAY = EN.iss;

/** From when on an albumin would pair, where those of that time were not read. */
export function albuminFrom(input: ResultInput, { albumin }: Staging, b2m: Measurement): string | undefined {
  const days = input.settings.pairingDays;
  const isInPart = !albumin && shortfall(input, 'albumin-serum', b2m.at, days) === 'in-part';
  return isInPart ? shownDate(b2m.at - days * DAY_MS) : undefined;
}

/** Where albumin decides, and there is none of that time. */
export function albuminRow(input: ResultInput, { iss, albumin }: Staging, b2m: Measurement): readonly CardRow[] {
  if (albumin || !iss.missing.includes('albumin-serum')) return [];
  const row = missingRow(input, 'albumin-serum', b2m.at, input.settings.pairingDays, []);
  return [{ ...row, limit: SAY.limits.albumin(ISS_ALBUMIN_CUT), place: 'beside' }];
}
