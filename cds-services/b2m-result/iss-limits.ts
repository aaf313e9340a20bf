// The limits of the ISS stage that a B2M and an albumin are read for, as they stand beside the values.
import {
  exceeds,
  ISS_ALBUMIN_CUT,
  ISS_B2M_CUTS,
  type Finding,
  type Quantity,
  type Reading,
} from '../../src/authoring.ts';
import { EN } from './phrases.en.ts';

const { limits } = EN.iss;

/** `ISS III: 5.5 or more`, of the band that a B2M in mg/L lies in; of the nearest limit where it is censored. */
export function b2mLimit(b2m: Quantity): string {
  const [low, high] = ISS_B2M_CUTS;
  if (exceeds(b2m, low, 'at-or-above') !== true) return limits.one(low);
  return exceeds(b2m, high, 'at-or-above') === false ? limits.two(low, high) : limits.three(high);
}

/** Of the B2M, and of the albumin where it has a part in the stage. */
export function issLimits({ b2m }: NonNullable<Reading['staging']>): NonNullable<Finding['limits']> {
  if (!b2m) return {};
  const { quantity } = b2m;
  const [low, high] = ISS_B2M_CUTS;
  const isTwo = exceeds(quantity, low, 'at-or-above') === true;
  const isThree = exceeds(quantity, high, 'at-or-above') === true;
  const isTwoOnly = exceeds(quantity, high, 'at-or-above') === false;
  return {
    // Of one draw by two methods each lies in a band of its own.
    'b2m-serum': b2m.sameDraw ? (m) => b2mLimit(m.own ?? m.quantity) : b2mLimit(quantity),
    'albumin-serum': isThree
      ? limits.atAnyAlbumin(['III'])
      : isTwo
        ? limits.atAnyAlbumin(isTwoOnly ? ['II'] : ['II', 'III'])
        : limits.albumin(ISS_ALBUMIN_CUT),
  };
}
