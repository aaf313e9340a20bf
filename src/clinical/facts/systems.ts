// The code systems whose meaning we know: a code in one of them is read, whether or not it concerns us.

const KNOWN: readonly RegExp[] = [
  /^https?:\/\/loinc\.org\/?$/i,
  /^https?:\/\/snomed\.info\/(?:x?sct)(?:\/.*)?$/i,
  /icd-?(?:9|10|o)/i,
  /^https?:\/\/(?:www\.)?nlm\.nih\.gov\/research\/umls\/rxnorm\/?$/i,
  /^https?:\/\/(?:www\.)?whocc\.no\/atc\/?$|^https?:\/\/fhir\.de\/CodeSystem\/(?:bfarm|dimdi)\/(?:atc|ops)\/?$/i,
  /^https?:\/\/(?:www\.)?ama-assn\.org\/go\/cpt\/?$/i,
  /^https?:\/\/(?:www\.)?cms\.gov\/Medicare\/Coding\/(?:HCPCSReleaseCodeSets|ICD10)\/?$/i,
  /^https?:\/\/ncicb\.nci\.nih\.gov\/xml\/owl\/EVS\/Thesaurus\.owl$/i,
  /^https?:\/\/(?:www\.)?npu-terminology\.org\/?$/i,
];
/** HL7's OIDs of the same. @source HL7/UTG naming systems */
const KNOWN_OIDS: ReadonlySet<string> = new Set(
  ['1', '96', '88', '73', '3', '90', '4', '103', '104', '12', '285'].map((last) => `2.16.840.1.113883.6.${last}`),
);

export function isKnownSystem(system: unknown): boolean {
  if (typeof system !== 'string') return false;
  const known = answers.get(system);
  if (known !== undefined) return known;
  const answer = system.startsWith('urn:oid:')
    ? KNOWN_OIDS.has(system.slice('urn:oid:'.length))
    : KNOWN.some((pattern) => pattern.test(system));
  // A chart names the same few systems on every entry; a hostile one may not fill the memory.
  if (answers.size >= REMEMBERED) answers.clear();
  answers.set(system, answer);
  return answer;
}

const REMEMBERED = 256;
const answers = new Map<string, boolean>();
