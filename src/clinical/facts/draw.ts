// Of which draw a result is, and what else was measured of it.

export interface OfDraw<M, Q> {
  /** Its own value, where `quantity` spans further results of the draw. */
  readonly own?: Q | undefined;
  /** Results of the same draw by another code or method, with another value. */
  readonly sameDraw?: readonly M[] | undefined;
  /** How it was measured, in words of the record. */
  readonly method?: string | undefined;
  /** Reference of the specimen, as stated. */
  readonly specimen?: string | undefined;
}
