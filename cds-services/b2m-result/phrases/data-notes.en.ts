// What the cards say of the data behind them: what was not read, not used, or stands in for something else.
import type { KeyWords } from '../../../src/authoring.ts';
import { KEY_WORDS } from '../../shared/phrases.en.ts';

const OF_THIS_SERVICE: KeyWords = {
  ...KEY_WORDS,
  kidney: ['creatinine and eGFR', 'filtration unknown'],
  labs: ['other laboratory results', 'albumin, LDH'],
  markers: ['B2M and cytogenetics'],
};

export const NOTES = {
  topics: {
    injury: 'Acute kidney injury',
    b2m: 'Beta-2 microglobulin',
    trend: 'Beta-2 microglobulin over time',
    urine: 'Beta-2 microglobulin in urine',
    csf: 'Beta-2 microglobulin in cerebrospinal fluid',
  },
  /** The link to the trend. */
  overTime: 'B2M over time',
  keyWords: OF_THIS_SERVICE,
  replaced: 'This record was replaced by another one: nothing is staged.',
  pendingB2m: (date: string | undefined): string => `a B2M of ${date ?? 'unknown date'}`,
  pending: (results: readonly string[]): string => `Pending: ${results.join(', ')} is preliminary and was not used.`,
  milligramsPerDecilitre: 'B2M was reported in mg/dL, which is unusual: check the unit.',
  datedByIssue: 'The specimen is undated; the date of issue stands in for it.',
  anotherPatient: 'Results of another patient came with the request and were not used.',
  methods: (isB2m: boolean, values: readonly string[]): string =>
    `${isB2m ? 'B2M' : 'Albumin'} of one draw by ${values.length === 2 ? 'two' : 'several'} methods: ${values.join(', ')}. A stage or index counts where each gives it.`,
  methodsDiffer: (isB2m: boolean): string =>
    `Methods differ; ask the laboratory which ${isB2m ? 'result' : 'albumin'} counts.`,
  byMethod: (value: string, method: string | undefined, code: string): string =>
    `${value} (${method === undefined ? '' : `${method}, `}LOINC ${code})`,
  problemsUnread: (entries: string, names: string): string =>
    `${entries}${names === '' ? '' : ` (${names})`}, and nothing is concluded there.`,
  medicationsUnread: 'whether treatment has begun is open',
  proceduresUnread: (open: 'dialysis' | 'treatment' | 'both'): string =>
    ({
      dialysis: 'whether dialysis goes on is open',
      treatment: 'whether treatment has begun is open',
      both: 'treatment and dialysis are open in so far',
    })[open],
  notUsed: (results: readonly string[]): string => `${results.join('; ')}.`,
};
