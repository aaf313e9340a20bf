// What the cards say where nothing on the problem list is known to raise B2M, where something is, and of an answer found.
import { andList, type Context } from '../../../src/authoring.ts';

/** As each reads on after "On record:". */
const NAMES = {
  'rheumatoid-arthritis': 'rheumatoid arthritis',
  lupus: 'lupus',
  sjogren: 'Sjögren syndrome',
  sarcoidosis: 'sarcoidosis',
  hiv: 'HIV infection',
  cmv: 'CMV infection',
  hepatitis: 'viral hepatitis',
  cirrhosis: 'cirrhosis',
  'liver-disease': 'liver disease',
  'inflammatory-bowel-disease': 'inflammatory bowel disease',
  tuberculosis: 'tuberculosis',
  sepsis: 'sepsis',
  'kidney-transplant': 'kidney transplant',
  'organ-transplant': 'a transplant',
  'solid-tumour': 'active malignancy',
  'hodgkin-lymphoma': 'Hodgkin lymphoma',
  'lymphoproliferative-disease': 'lymphoproliferative disease',
  'myeloid-malignancy': 'myeloid malignancy',
  'blood-malignancy': 'a malignancy of blood cells',
  'mds-or-mpn': 'MDS or MPN',
} as const satisfies Readonly<Partial<Record<Context, string>>>;

export const CAUSES = {
  names: NAMES,
  mProtein: (value: string, date: string): string => `M-protein ${value} (${date})`,
  lightChainRatio: (ratio: string, date: string): string => `Free light chain ratio ${ratio} (${date})`,
  answered: (found: string, b2m: string, times: string, disease: string): string =>
    `${found} with ${b2m}${times}; ${disease}`,
  suspectedOnly: 'the disease is only suspected on the problem list',
  problemsUnread: 'the problem list could not be read in full',
  noDisease: 'no plasma-cell disease on the problem list',
  alsoOnRecord: (names: readonly string[]): string => `On record: ${andList(names)}, which can raise B2M, too.`,
  /** By what the answer was found. */
  remaining: (by: 'm-protein' | 'light-chains' | 'both'): string => {
    const done = {
      'm-protein': 'electrophoresis is',
      'light-chains': 'free light chains are',
      both: 'electrophoresis and free light chains are',
    }[by];
    return `Consider the remaining tests and specialist advice; ${done} done and not offered again.`;
  },
  diagnosisWould: 'a plasma-cell or lymphoid diagnosis on the problem list: its own stage or index',
  noneExpected: 'normally none',
  ratioRow: 'Kappa/lambda ratio',
  range: (low: string, high: string): string => `range ${low}–${high}`,

  known: (b2m: string, names: readonly string[]): string => `${b2m}; ${andList(names)} on record can raise it`,
  more: (count: number): string => `${count} more`,
  another: 'Another cause is not excluded.',

  none: (b2m: string, why: string): string => `${b2m}; ${why}`,
  noneKnown: (isPossible: boolean): string =>
    `none of the causes ClearStage knows is ${isPossible ? 'confirmed ' : ''}on the problem list`,
  noneAmong: (read: number): string => `no cause among ${read} problems read; others could not be read`,
  notCertain: (names: readonly string[]): string => `Not certain: ${andList(names)}.`,
  considerTests: (isOffered: boolean): string =>
    `Consider ${isOffered ? 'the tests offered here' : 'tests'} for a monoclonal protein.`,
  workUpDone: 'The monoclonal work-up is recent on record.',
  medicationsUnread: 'Lithium and ciclosporin raise it, too: the medications were not read in full.',
  reduced: (range: string): string =>
    `With reduced filtration: renal range ${range} for the light chain ratio; add 24-h urine protein and electrophoresis.`,
  findingWould: 'an M-protein or a light chain ratio outside its range, or a cause added to the problem list',
};
