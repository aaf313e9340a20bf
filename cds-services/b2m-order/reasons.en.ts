// Why a rule of this service spoke or was silent, for `explain`: one sentence each.
export const REASONS = {
  firstDose: {
    noDrug: 'no drug among the orders',
    noneAgainst: 'no drug against myeloma, CLL or Waldenström among the orders',
    notKnownToTreat: (disease: string): string => `no drug among the orders is known to treat ${disease}`,
    treatedBefore: (disease: string): string => `${disease} in relapse or remission has been treated before`,
    diagnosedBefore: (disease: string, days: number): string => `${disease} was diagnosed more than ${days} days ago`,
    begun: (disease: string): string => `treatment of ${disease} has begun`,
    noDisease: 'no confirmed, current myeloma, CLL or Waldenström on the problem list',
    b2mOrdered: 'a B2M is ordered with it',
    b2mPending: 'a B2M is pending',
    b2mOnRecord: 'a B2M is on record',
    withoutB2m: (drug: string, disease: string, isUnusable: boolean): string =>
      `${drug} is ordered for untreated ${disease}, and ${isUnusable ? 'the B2M on record cannot be used' : 'no B2M is on record, pending or ordered'}`,
    bothOnRecord: 'B2M and albumin are on record',
    albuminOrdered: 'albumin is ordered with it',
    albuminPending: 'albumin is pending',
    albuminUnread: 'a B2M is on record; whether albumin of its time is could not be read',
    withoutAlbumin: (drug: string, disease: string): string =>
      `${drug} is ordered for untreated ${disease}, and no albumin is of the time of the B2M`,
  },
  companions: {
    noB2m: 'no B2M among the orders',
    complete: 'everything the B2M is read with is recent on record, pending or ordered with it',
    unread: 'what is recent on record could not be read, or only in part',
    /** `purpose`: the disease whose index it serves. */
    missing: (isSerum: boolean, purpose: string | undefined, tests: readonly string[]): string =>
      `missing beside the ${isSerum ? 'serum' : 'urine'} B2M${purpose === undefined ? '' : ` in ${purpose}`}: ${tests.join(', ')}`,
  },
  dialysis: {
    noB2m: 'no serum B2M among the orders',
    not: 'not on dialysis',
    ordered: 'a serum B2M is being ordered for a patient on dialysis',
  },
  nephrotoxic: {
    noDrug: 'no listed nephrotoxic drug among the orders',
    noConcern: 'no plasma-cell disease on record, and no NSAID, aminoglycoside or B2M among the orders',
    noReason: (egfr: number, drugs: string): string =>
      `no acute kidney injury, no tubular pattern and no eGFR below ${egfr} on record that concerns ${drugs}`,
  },
  repeat: {
    none: (days: number): string => `no serum B2M within ${days} days`,
    treatmentBegan: 'treatment began since the last B2M',
    age: (days: number): string => `the last serum B2M is ${days} days old`,
  },
  urine: { noB2m: 'no urine B2M among the orders', ordered: 'a urine B2M is being ordered' },
};
