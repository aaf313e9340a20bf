// A treatment of plasma-cell or lymphoid disease as the record states it.
import type { Interval } from '../quantities/time.ts';
import type { Alone, OtherIndication } from './therapy-codes.ts';

/** What it counts for is decided beside a disease and its date. */
export interface TherapyFact {
  /** Ingredient, regimen or procedure as cards name it. */
  readonly name: string;
  /** Alone on record it is treatment of that family of diseases, only with a reason, or never. */
  readonly plasma?: Alone;
  readonly lymphoid?: Alone;
  /** What else it treats. */
  readonly treats: readonly OtherIndication[];
  readonly how: 'given' | 'ordered';
  /** When it was given or ordered; absent when the record does not say so. */
  readonly date?: Interval;
  /** The date has a time of day. */
  readonly timed?: true;
  /** Its status leaves open whether it was given at all. */
  readonly possible?: true;
  /** What it is given for, where the record says so. */
  readonly reason?: 'plasma' | 'lymphoid' | 'other';
  readonly reference: string;
}
