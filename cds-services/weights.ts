// Which finding leads its card, and which card comes first: one table for all rules, heaviest first. All ours.

/**
 * Rule, or rule and finding → weight, without a unit. Urgency goes before weight: it orders findings of one indicator.
 * A rule has its lines here and nowhere else; a new finding is put where it belongs, and the others stay as they are. Ours.
 */
export const WEIGHTS = {
  // b2m-result
  'acute-kidney-injury': 100,
  dialysis: 70,
  'unit-check: very high': 70,
  'unit-check: not used': 68,
  'light-chains': 66,
  'ims-imwg-2025: criterion 4': 65,
  'ims-imwg-2025: genomic criteria': 64,
  'unexplained-elevation: M-protein or light chains': 61,
  'renal-confounding: explains a stage': 60,
  'unexplained-elevation: no cause on record': 60,
  'defining-events': 58,
  'urine-localisation: tubular': 55,
  'iss-stage: stage': 50,
  'follow-up: rise beyond filtration': 48,
  'r-iss-stage': 45,
  'prognostic-index': 44,
  'ims-imwg-2025: not high risk': 43,
  'ims-imwg-2025: open results': 42,
  'iss-stage: B2M missing': 40,
  'unexplained-elevation: known cause': 40,
  'dialysis: end-stage': 37,
  'renal-confounding: pregnancy': 36,
  'renal-confounding: creatinine not steady': 35,
  'urine-localisation: acid urine': 34,
  csf: 33,
  'urine-localisation: overflow': 32,
  'urine-localisation: no conclusion': 31,
  'renal-confounding: explained': 30,
  'follow-up: rise with filtration': 28,
  'follow-up: rise, share open': 27,
  'follow-up: no stage': 26,
  'renal-confounding: no creatinine': 25,
  'unit-check: companion not used': 24,
  'urine-localisation: no tubular pattern': 22,
  'renal-confounding: beyond filtration': 20,
  'renal-confounding: share open': 15,
  'ims-imwg-2025: criterion 4 not met': 10,
  // b2m-order
  'before-first-dose': 65,
  'dialysis-timing': 60,
  'nephrotoxic-draft': 55,
  'companion-orders: serum': 50,
  'repeat-order': 45,
  'urine-specimen': 40,
  'companion-orders: urine': 30,
} as const;
