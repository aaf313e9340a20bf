// The code systems whose meaning we know, under every name they go by.

/** Lower case, `http:`, without `www.`, no slash at the end; `urn:oid:` cut. @source HL7 Terminology (UTG), naming systems */
const NAMES = [
  ['loinc', ['http://loinc.org', '2.16.840.1.113883.6.1']],
  ['snomed-ct', ['http://snomed.info/sct', '2.16.840.1.113883.6.96']],
  ['ucum', ['http://unitsofmeasure.org', '2.16.840.1.113883.6.8']],
  ['rxnorm', ['http://nlm.nih.gov/research/umls/rxnorm', '2.16.840.1.113883.6.88']],
  [
    'atc',
    [
      'http://whocc.no/atc',
      'http://fhir.de/codesystem/bfarm/atc',
      'http://fhir.de/codesystem/dimdi/atc',
      '2.16.840.1.113883.6.73',
    ],
  ],
  [
    'icd-10',
    ['http://hl7.org/fhir/sid/icd-10', 'http://terminology.hl7.org/codesystem/icd10', '2.16.840.1.113883.6.3'],
  ],
  [
    'icd-10-cm',
    ['http://hl7.org/fhir/sid/icd-10-cm', 'http://terminology.hl7.org/codesystem/icd10cm', '2.16.840.1.113883.6.90'],
  ],
  ['icd-10-gm', ['http://fhir.de/codesystem/bfarm/icd-10-gm', 'http://fhir.de/codesystem/dimdi/icd-10-gm']],
  [
    'icd-10-pcs',
    [
      'http://cms.gov/medicare/coding/icd10',
      'http://terminology.hl7.org/codesystem/icd10pcs',
      'http://hl7.org/fhir/sid/icd-10-pcs',
      '2.16.840.1.113883.6.4',
    ],
  ],
  ['ops', ['http://fhir.de/codesystem/bfarm/ops', 'http://fhir.de/codesystem/dimdi/ops']],
  ['cpt', ['http://ama-assn.org/go/cpt', '2.16.840.1.113883.6.12']],
  ['hcpcs', ['http://cms.gov/medicare/coding/hcpcsreleasecodesets', '2.16.840.1.113883.6.285']],
  ['ncit', ['http://ncicb.nci.nih.gov/xml/owl/evs/thesaurus.owl', '2.16.840.1.113883.3.26.1.1']],
  ['hgnc', ['http://genenames.org', 'http://genenames.org/geneid', '2.16.840.1.113883.6.281']],
] as const satisfies readonly (readonly [string, readonly string[]])[];

export type CodeSystem = (typeof NAMES)[number][0];

const BY_NAME: ReadonlyMap<string, CodeSystem> = new Map(
  NAMES.flatMap(([system, names]) => names.map((name) => [name, system] as const)),
);

/** Systems that go by more names than can be listed, by what all of these have in common. */
const BY_PATTERN: readonly (readonly [RegExp, CodeSystem])[] = [
  // editions and versions: http://snomed.info/sct/900000000000207008/version/20260101
  [/^http:\/\/snomed\.info\/x?sct(?:\/|$)/, 'snomed-ct'],
  // a national ICD-10 under a name of its own (ICD-10-AM, -CA, -NL …): its stems are those of the WHO
  [/icd-?10(?!-?pcs)/, 'icd-10'],
  [/hcpcs/, 'hcpcs'],
];

/**
 * The system a coding's URI, OID or other name stands for.
 *
 * @param name `Coding.system` as sent, whatever it is
 * @returns undefined for a system whose codes we cannot read, and for none
 */
export function systemOf(name: unknown): CodeSystem | undefined {
  if (typeof name !== 'string') return undefined;
  if (answers.has(name)) return answers.get(name);
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/^urn:oid:/, '')
    .replace(/^https?:\/\/(?:www\.)?/, 'http://')
    .replace(/\/+$/, '');
  const answer = BY_NAME.get(plain) ?? BY_PATTERN.find(([pattern]) => pattern.test(plain))?.[1];
  // A chart names the same few systems on every entry; a hostile one may not fill the memory.
  if (answers.size >= REMEMBERED) answers.clear();
  if (name.length <= 200) answers.set(name, answer);
  return answer;
}

const REMEMBERED = 256;
const answers = new Map<string, CodeSystem | undefined>();

/** One of the ICD-10 of diagnoses, whichever country's. */
export function isIcd10(system: string | undefined): system is 'icd-10' | 'icd-10-cm' | 'icd-10-gm' {
  return system === 'icd-10' || system === 'icd-10-cm' || system === 'icd-10-gm';
}
