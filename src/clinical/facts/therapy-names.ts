// Names and codes of one concept → the treatments they mean.
import { codingsOf } from './listed.ts';
import { systemOf, type CodeSystem } from './systems.ts';
import { DRUGS, OTHER_PRODUCTS, REGIMENS, type Drug, type Therapy } from './therapy-codes.ts';
import { asWords, textsOf } from './words.ts';

/** Endings that German, English, Spanish, French, Italian and Latin put to one stem. */
const ENDING = '(?:e|a|o|um|is)?';

const byWords: readonly { readonly drug: Drug; readonly pattern: RegExp }[] = DRUGS.map((drug) => ({
  drug,
  pattern: new RegExp(` (?:${drug.words})${ENDING} `),
}));

/** Of Denmark and Switzerland: only these tables read them. @source HL7/UTG naming systems */
const PROCEDURE_LISTS: readonly (readonly ['sks' | 'chop', RegExp])[] = [
  ['sks', /1\.2\.208\.176\.2\.4$/],
  ['chop', /\bchop\b/i],
];

/** The systems that tell a treatment, or what it is given for. */
type Scheme = Exclude<CodeSystem, NoTreatment> | 'sks' | 'chop';
type NoTreatment = (typeof NO_TREATMENT)[number];
const NO_TREATMENT = ['loinc', 'ucum', 'ncit', 'hgnc'] as const;

/** @returns undefined for a coding without a code, or with an empty one, or of a system that tells no treatment */
export function schemeOf(coding: fhir4.Coding): Scheme | undefined {
  const { system } = coding;
  if (typeof system !== 'string' || codeOf(coding) === '') return undefined;
  const known = systemOf(system);
  if (known === undefined) return PROCEDURE_LISTS.find(([, pattern]) => pattern.test(system))?.[0];
  return tellsTreatment(known) ? known : undefined;
}

function tellsTreatment(system: CodeSystem): system is Exclude<CodeSystem, NoTreatment> {
  return !NO_TREATMENT.some((none) => none === system);
}

/** In upper case, without blanks around. */
export function codeOf({ code }: fhir4.Coding): string {
  return typeof code === 'string' ? code.trim().toUpperCase() : '';
}

function holds(list: string, code: string): boolean {
  return list.split(' ').includes(code);
}

/** Of a drug, a regimen, or what the site adds. */
export interface NamedTherapy extends Therapy {
  readonly isRegimen?: true;
}

/**
 * The drugs and regimens that a concept names, by code or in words.
 *
 * @param further drug names of the site, lower case
 */
export function therapiesNamed(
  concept: fhir4.CodeableConcept | undefined,
  further: readonly string[] = [],
): readonly NamedTherapy[] {
  const found = new Map<string, NamedTherapy>();
  const add = (therapy: NamedTherapy): void => {
    found.set(therapy.name, therapy);
  };
  for (const coding of codingsOf(concept)) {
    const scheme = schemeOf(coding);
    const code = codeOf(coding);
    if (scheme === 'atc' && holds(OTHER_PRODUCTS.atc, code)) return [];
    if ((scheme === 'hcpcs' || scheme === 'cpt') && holds(OTHER_PRODUCTS.hcpcs, code)) return [];
    if (scheme === 'atc' || scheme === 'rxnorm' || scheme === 'hcpcs') {
      DRUGS.filter((drug) => holds(drug[scheme], code)).forEach(add);
    }
  }
  for (const text of textsOf(concept)) {
    inWords(asWords(text), further).forEach(add);
    regimensIn(text).forEach(add);
  }
  return [...found.values()];
}

function inWords(words: string, further: readonly string[]): readonly Therapy[] {
  const known = byWords.filter(({ pattern }) => pattern.test(words)).map(({ drug }) => drug);
  const [flufenamide, melphalan] = ['melphalan flufenamide', 'melphalan'];
  const own = known.some((t) => t.name === flufenamide) ? known.filter((t) => t.name !== melphalan) : known;
  const ofSite = further.filter((name) => words.includes(asWords(name))).filter((n) => !own.some((t) => t.name === n));
  return [...own, ...ofSite.map(siteDrug)];
}

/** What a site adds it means as treatment of either. */
function siteDrug(name: string): Therapy {
  return { name, plasma: 'yes', lymphoid: 'yes', treats: [] };
}

interface Regimen {
  readonly therapy: NamedTherapy;
  /** Two letters mean much else: only as the whole text, or written exactly so. */
  readonly short: boolean;
}

const regimens: ReadonlyMap<string, Regimen> = new Map(
  (
    [
      [REGIMENS.plasma, { plasma: 'yes' }],
      [REGIMENS.plasmaBeside, { plasma: 'yes' }],
      [REGIMENS.lymphoidBeside, { lymphoid: 'yes' }],
    ] as const
  ).flatMap(([list, alone]) =>
    list.split(' ').map((name): [string, Regimen] => {
      const therapy: NamedTherapy = { name, ...alone, treats: [], isRegimen: true };
      return [squeezed(name), { therapy, short: name.length === 2 }];
    }),
  ),
);

function squeezed(text: string): string {
  return text.replace(/[\s-]/g, '').toLowerCase();
}

/** A whole text or a whole word; a hyphen joins (Dara-VTd) or adds (VRd-lite). */
function regimensIn(text: string): readonly NamedTherapy[] {
  const whole = regimens.get(squeezed(text));
  if (whole) return [whole.therapy];
  return text.split(/[^\p{L}\p{N}-]/u).flatMap((word) => {
    const joined = regimens.get(squeezed(word));
    const parts = joined ? [word] : word.split('-');
    return parts.flatMap((part) => {
      const regimen = regimens.get(squeezed(part));
      return regimen && (!regimen.short || regimen.therapy.name === part) ? [regimen.therapy] : [];
    });
  });
}
