// Present or absent: the coded answers of laboratories and their one-word answers.
import { codingsOf } from './listed.ts';
import { systemOf, type CodeSystem } from './systems.ts';

/** By its one name, where a system has several. */
const LOINC: CodeSystem = 'loinc';
const SNOMED: CodeSystem = 'snomed-ct';
const HL7_INTERPRETATION = 'v3-ObservationInterpretation';
/** By the URI of R4, that of STU3, and its OID. */
const INTERPRETATION_NAMES =
  /(?:v3-ObservationInterpretation|v3\/ObservationInterpretation|2\.16\.840\.1\.113883\.5\.83)\/?$/;

/** @source clinical reference 7.6 */
const PRESENT: ReadonlySet<string> = new Set([
  ...['LA9633-4', 'LA11882-0', 'LA6576-8'].map((code) => `${LOINC}|${code}`),
  ...['260373001', '52101004', '10828004'].map((code) => `${SNOMED}|${code}`),
  `${HL7_INTERPRETATION}|POS`,
]);
/** @source clinical reference 7.6 */
const ABSENT: ReadonlySet<string> = new Set([
  ...['LA9634-2', 'LA11883-8', 'LA6577-6'].map((code) => `${LOINC}|${code}`),
  ...['260415000', '2667000', '260385009', '410594000'].map((code) => `${SNOMED}|${code}`),
  `${HL7_INTERPRETATION}|NEG`,
]);
/** Answers that say that nobody knows. @source clinical reference 7.6 */
const UNDECIDED: ReadonlySet<string> = new Set(
  ['42425007', '64957009', '415684004'].map((code) => `${SNOMED}|${code}`),
);
/** One-word answers; anything longer is prose and stays unknown. */
const PRESENT_WORDS: ReadonlySet<string> = new Set(['detected', 'positive', 'present']);
const ABSENT_WORDS: ReadonlySet<string> = new Set(['not detected', 'negative', 'absent']);

/**
 * What codes and one-word answers say, if they all say the same; beside a code, prose is passed over.
 *
 * @returns present, absent, or undefined when that is not plain
 */
export function answerOf(concept: fhir4.CodeableConcept | undefined, words: readonly string[]): boolean | undefined {
  const answers = new Set<boolean>();
  for (const { system, code } of codingsOf(concept)) {
    if (typeof system !== 'string' || typeof code !== 'string') continue;
    const known = INTERPRETATION_NAMES.test(system) ? HL7_INTERPRETATION : (systemOf(system) ?? system);
    const key = `${known}|${code.trim()}`;
    if (UNDECIDED.has(key)) return undefined;
    if (PRESENT.has(key)) answers.add(true);
    else if (ABSENT.has(key)) answers.add(false);
  }
  const coded = answers.size > 0;
  for (const word of words) {
    const plain = word.trim().toLowerCase().replace(/\.$/, '');
    if (PRESENT_WORDS.has(plain)) answers.add(true);
    else if (ABSENT_WORDS.has(plain)) answers.add(false);
    else if (!coded) return undefined;
  }
  return answers.size === 1 ? answers.has(true) : undefined;
}
