// Names and codes of one concept → the treatments they mean.
import { codingsOf } from './listed.ts';
import { DRUGS, OTHER_PRODUCTS, REGIMENS, type Therapy } from './therapy-codes.ts';

/** Words without accents and case, blanks around each: ` bortezomib 3 5 mg `. A suffix after a hyphen is a word of its own. */
export function asWords(text: string): string {
  const folded = text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  return ` ${folded
    .split(/[^a-z0-9]+/)
    .join(' ')
    .trim()} `;
}

/** All words of a concept. */
export function textsOf(concept: fhir4.CodeableConcept | undefined): readonly string[] {
  const texts: readonly unknown[] = [concept?.text, ...codingsOf(concept).map((c) => c.display)];
  return texts.filter((t): t is string => typeof t === 'string' && t.trim() !== '');
}

/** Endings that German, English, Spanish, French, Italian and Latin put to one stem. */
const ENDING = '(?:e|a|o|um|is)?';

interface Drug {
  readonly therapy: Therapy;
  readonly pattern: RegExp;
}

const compiled: readonly Drug[] = DRUGS.map((therapy) => ({
  therapy,
  pattern: new RegExp(` (?:${therapy.words})${ENDING} `),
}));

type Scheme = 'atc' | 'rxnorm' | 'hcpcs' | 'cpt' | 'snomed' | 'pcs' | 'ops' | 'sks' | 'chop' | 'icd10';

/** Each code system under the names it goes by. @source HL7/UTG naming systems; German base profile */
const SCHEMES: readonly (readonly [Scheme, RegExp])[] = [
  ['atc', /whocc\.no\/atc|codesystem\/(?:bfarm|dimdi)\/atc|113883\.6\.73$/i],
  ['rxnorm', /umls\/rxnorm|113883\.6\.88$/i],
  ['hcpcs', /hcpcs|113883\.6\.285$/i],
  ['cpt', /ama-assn\.org\/go\/cpt|113883\.6\.12$/i],
  ['snomed', /snomed\.info\/|113883\.6\.96$/i],
  ['pcs', /coding\/icd10\/?$|icd-?10-?pcs|113883\.6\.4$/i],
  ['ops', /codesystem\/(?:bfarm|dimdi)\/ops/i],
  ['sks', /1\.2\.208\.176\.2\.4$/],
  ['chop', /\bchop\b/i],
  ['icd10', /icd-?10|113883\.6\.(?:3|90)$/i],
];

/** @returns undefined for a coding without a code, or of a system that tells no treatment */
export function schemeOf({ system, code }: fhir4.Coding): Scheme | undefined {
  if (typeof system !== 'string' || typeof code !== 'string') return undefined;
  return SCHEMES.find(([, pattern]) => pattern.test(system))?.[0];
}

/** In upper case, without blanks around. */
export function codeOf({ code }: fhir4.Coding): string {
  return typeof code === 'string' ? code.trim().toUpperCase() : '';
}

function holds(list: string | undefined, code: string): boolean {
  return (list ?? '').split(' ').includes(code);
}

const byAtcOrRxnorm = (scheme: 'atc' | 'rxnorm' | 'hcpcs', code: string): readonly Therapy[] =>
  DRUGS.filter((d) => holds(d[scheme], code));

/**
 * The drugs and regimens that a concept names, by code or in words.
 *
 * @param further drug names of the site, lower case
 */
export function therapiesNamed(
  concept: fhir4.CodeableConcept | undefined,
  further: readonly string[] = [],
): readonly Therapy[] {
  const found = new Map<string, Therapy>();
  const add = (therapy: Therapy): void => {
    found.set(therapy.name, therapy);
  };
  for (const coding of codingsOf(concept)) {
    const scheme = schemeOf(coding);
    const code = codeOf(coding);
    if (scheme === 'atc' && holds(OTHER_PRODUCTS.atc, code)) return [];
    if ((scheme === 'hcpcs' || scheme === 'cpt') && holds(OTHER_PRODUCTS.hcpcs, code)) return [];
    if (scheme === 'atc' || scheme === 'rxnorm' || scheme === 'hcpcs') byAtcOrRxnorm(scheme, code).forEach(add);
  }
  for (const text of textsOf(concept)) {
    inWords(asWords(text), further).forEach(add);
    regimensIn(text).forEach(add);
  }
  return [...found.values()];
}

function inWords(words: string, further: readonly string[]): readonly Therapy[] {
  const known = compiled.filter(({ pattern }) => pattern.test(words)).map(({ therapy }) => therapy);
  const [flufenamide, melphalan] = ['melphalan flufenamide', 'melphalan'];
  const own = known.some((t) => t.name === flufenamide) ? known.filter((t) => t.name !== melphalan) : known;
  const ofSite = further.filter((name) => words.includes(asWords(name))).filter((n) => !own.some((t) => t.name === n));
  return [...own, ...ofSite.map(siteDrug)];
}

/** What a site adds it means as treatment of either. */
function siteDrug(name: string): Therapy {
  return { name, words: name, atc: '', rxnorm: '', hcpcs: '', plasma: 'yes', lymphoid: 'yes', treats: [] };
}

interface Regimen {
  readonly therapy: Therapy;
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
      const therapy: Therapy = { name, words: '', atc: '', rxnorm: '', hcpcs: '', ...alone, treats: [] };
      return [squeezed(name), { therapy, short: name.length === 2 }];
    }),
  ),
);

function squeezed(text: string): string {
  return text.replace(/[\s-]+/g, '').toLowerCase();
}

/** A whole text or a whole word; a hyphen joins (Dara-VTd) or adds (VRd-lite). */
function regimensIn(text: string): readonly Therapy[] {
  const whole = regimens.get(squeezed(text));
  if (whole) return [whole.therapy];
  return text.split(/[^\p{L}\p{N}-]+/u).flatMap((word) => {
    const joined = regimens.get(squeezed(word));
    const parts = joined ? [word] : word.split('-');
    return parts.flatMap((part) => {
      const regimen = regimens.get(squeezed(part));
      return regimen && (!regimen.short || regimen.therapy.name === part) ? [regimen.therapy] : [];
    });
  });
}
