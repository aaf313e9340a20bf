// What the cards say of values and light chains that reach myeloma-defining limits.
export const EVENTS = {
  ratio: (isLambda: boolean): string => `${isLambda ? 'Lambda/kappa' : 'Kappa/lambda'} ratio`,
  limit: (limit: string): string => `event: ${limit}`,
  renalRange: (limit: number): string => `renal range only below ${limit}`,
  onlyMyeloma: 'ISS: only in myeloma',
  ofItsCause: 'A value counts only if the plasma-cell disease is its cause.',
  review: 'Consider specialist review of the diagnosis.',
  reviewWith: 'Consider specialist review of the diagnosis (marrow, imaging).',
  assay: 'Defined with the Freelite assay; others read differently.',
  earlierUnread: 'Earlier free light chains were not read in full: whether this is new is open.',
  noIss: 'No ISS until myeloma is on the problem list.',
} as const;
