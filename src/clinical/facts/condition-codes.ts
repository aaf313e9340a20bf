// What each diagnosis code means here, SNOMED CT and ICD-10: data, read by conditions.ts.
import type { Context, Disease } from './types.ts';

export type Kind = Disease | Context;
export interface Meaning {
  readonly kind: Kind;
  readonly activity?: 'relapse' | 'remission';
  /** The code itself is broader than the disease. */
  readonly suspected?: true;
  /** The code system has no code for the smouldering kind, so the code may mean it. */
  readonly orSmouldering?: true;
}

/** @source clinical reference 7.8 and 5 (VSAC extracts unless noted there) */
export const SNOMED_MEANING: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['109989006', { kind: 'myeloma' }],
  ['277579002', { kind: 'myeloma' }],
  ['277580004', { kind: 'myeloma' }],
  ['94704006', { kind: 'myeloma', activity: 'remission' }],
  ['452291000124109', { kind: 'myeloma', activity: 'relapse' }],
  ['415112005', { kind: 'plasmacytoma' }],
  ['413587002', { kind: 'smouldering-myeloma' }],
  ['440422002', { kind: 'smouldering-myeloma' }],
  ['441313008', { kind: 'smouldering-myeloma' }],
  ['277577000', { kind: 'mgus' }],
  ['95210003', { kind: 'plasma-cell-leukaemia' }],
  ['373604002', { kind: 'mgrs' }],
  ['829971006', { kind: 'mgrs' }],
  ['724099000', { kind: 'mgrs' }],
  ['277473004', { kind: 'cll' }],
  ['92814006', { kind: 'cll' }],
  ['302841002', { kind: 'cll' }],
  ['190818004', { kind: 'waldenstrom' }],
  ['308121000', { kind: 'follicular-lymphoma' }],
  ['109969005', { kind: 'dlbcl' }],
  ['443487006', { kind: 'mantle-cell-lymphoma' }],
  ['23132008', { kind: 'al-amyloidosis' }],
  ['237865009', { kind: 'al-amyloidosis' }],
  ['402453006', { kind: 'al-amyloidosis' }],
  ['91857003', { kind: 'all' }],
  ['127225006', { kind: 'cmml' }],
  ['307651005', { kind: 'myelofibrosis' }],
  ['709044004', { kind: 'ckd' }],
  ['431855005', { kind: 'ckd' }],
  ['431856006', { kind: 'ckd' }],
  ['433144002', { kind: 'ckd-3' }],
  ['431857002', { kind: 'ckd-4-5' }],
  ['433146000', { kind: 'ckd-4-5' }],
  ['46177005', { kind: 'esrd' }],
  ...each(
    'dialysis',
    `236435004 105502003 429075005 428982002 443143006 443596009 714152005 704667004 286371000119107 90791000119104
     90771000119100 153891000119101 96701000119107`,
  ),
  ...each('kidney-transplant', '737295003 161665007 236436003 236570004 58797008'),
  ...each(
    'aki',
    `14669001 35455006 145681000119101 429224003 236428007 236433006 36225005 722095005 722096006 722278006 726541005
     870589006 422593004 733839001 200118004 33561005 52342006 17380002 57469000 609455009 609472002 71909003`,
  ),
  ['77386006', { kind: 'pregnancy' }],
  ['60001007', { kind: 'pregnancy-ended' }],
  ['69896004', { kind: 'rheumatoid-arthritis' }],
  ['55464009', { kind: 'lupus' }],
  ['83901003', { kind: 'sjogren' }],
  ['86406008', { kind: 'hiv' }],
  ['28944009', { kind: 'cmv' }],
  ['66071002', { kind: 'hepatitis' }],
  ['50711007', { kind: 'hepatitis' }],
  ['19943007', { kind: 'cirrhosis' }],
  ['34000006', { kind: 'inflammatory-bowel-disease' }],
  ['64766004', { kind: 'inflammatory-bowel-disease' }],
  ['56717001', { kind: 'tuberculosis' }],
  ['24700007', { kind: 'multiple-sclerosis' }],
  ['32278006', { kind: 'myeloma-kidney' }],
  ['127911000119105', { kind: 'myeloma-kidney' }],
]);

/** ICD-10 by its shared stem; national versions only add digits. @source clinical reference 7.8 and 5 */
export const ICD10_MEANING: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['C900', { kind: 'myeloma', orSmouldering: true }],
  ['C9001', { kind: 'myeloma', activity: 'remission' }],
  ['C9002', { kind: 'myeloma', activity: 'relapse' }],
  ['C901', { kind: 'plasma-cell-leukaemia' }],
  ['C902', { kind: 'plasmacytoma' }],
  ['C903', { kind: 'plasmacytoma' }],
  ['D472', { kind: 'mgus' }],
  ['C911', { kind: 'cll' }],
  ['C9111', { kind: 'cll', activity: 'remission' }],
  ['C9112', { kind: 'cll', activity: 'relapse' }],
  ['C830', { kind: 'cll' }],
  ['C880', { kind: 'waldenstrom' }],
  ['C82', { kind: 'follicular-lymphoma' }],
  ['C833', { kind: 'dlbcl' }],
  ['C831', { kind: 'mantle-cell-lymphoma' }],
  ['E8581', { kind: 'al-amyloidosis' }],
  ['E859', { kind: 'al-amyloidosis', suspected: true }],
  ['C910', { kind: 'all' }],
  ['C9101', { kind: 'all', activity: 'remission' }],
  ['C9102', { kind: 'all', activity: 'relapse' }],
  ['C931', { kind: 'cmml' }],
  ['D474', { kind: 'myelofibrosis' }],
  ['D7581', { kind: 'myelofibrosis' }],
  ['N18', { kind: 'ckd' }],
  ['N183', { kind: 'ckd-3' }],
  ['N184', { kind: 'ckd-4-5' }],
  ['N185', { kind: 'ckd-4-5' }],
  ['N186', { kind: 'esrd' }],
  ['I12', { kind: 'ckd' }],
  ['I13', { kind: 'ckd' }],
  ...each('ckd-5-or-esrd', 'I120 I1311 I132'),
  // Z49.1 and Z49.2 are of WHO and GM, the five characters of CM; Z49.0 alone is preparation.
  ...each('dialysis', 'Z992 Z491 Z492'),
  ...each('dialysis-care', 'Z4901 Z4902 Z4931 Z4932'),
  ...each('aki', 'N17 N990 O904 O084'),
  ...each('kidney-transplant', 'Z940 T861'),
  ['M05', { kind: 'rheumatoid-arthritis' }],
  ['M06', { kind: 'rheumatoid-arthritis' }],
  ['M321', { kind: 'lupus' }],
  ['M329', { kind: 'lupus' }],
  ['M350', { kind: 'sjogren' }],
  ['B20', { kind: 'hiv' }],
  ['Z21', { kind: 'hiv' }],
  ['B271', { kind: 'cmv' }],
  ['B18', { kind: 'hepatitis' }],
  ['K7460', { kind: 'cirrhosis' }],
  ['K50', { kind: 'inflammatory-bowel-disease' }],
  ['K51', { kind: 'inflammatory-bowel-disease' }],
  ['A15', { kind: 'tuberculosis' }],
  ['T56', { kind: 'heavy-metal' }],
  ['N2589', { kind: 'tubular-disorder' }],
  ['N259', { kind: 'tubular-disorder' }],
  ['N12', { kind: 'tubular-disorder' }],
  ['N16', { kind: 'tubular-disorder' }],
  ['G35', { kind: 'multiple-sclerosis' }],
  ['E853', { kind: 'dialysis-amyloidosis' }],
]);

function each(kind: Kind, codes: string): readonly (readonly [string, Meaning])[] {
  return codes
    .trim()
    .split(/\s+/)
    .map((code) => [code, { kind }] as const);
}
