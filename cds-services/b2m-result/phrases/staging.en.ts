// What the cards say of ISS, R-ISS and R2-ISS.
import { andList, orList } from '../../../src/authoring.ts';

/** Conditions under which a stage holds; each reads on after the stage. */
export const CONDITIONS = {
  'still-untreated': 'if still untreated',
  'read-in-part': 'if no later B2M is on record',
  'treatment-date-open': 'if drawn before the first dose',
  otherwise: 'if this B2M is from diagnosis',
};

/** A stage that is offered for the record, and how it reads there. */
export const RECORD = {
  label: (system: string, stage: string): string => `Record ${system} ${stage}`,
  action: (system: string, stage: string): string =>
    `Record ${system} ${stage} at baseline as an mCODE stage observation`,
  codeText: (system: string): string => `${system} stage of multiple myeloma`,
  valueText: (system: string, stage: string): string => `${system} stage ${stage}`,
};

/** `albumin 3.5 g/dL or more`, `below 3.5`: the second of two needs neither name nor unit. */
function range(from: number | undefined, below: number | undefined, unit: string, name: string): string {
  if (from === undefined) return `${name}below ${below}${unit}`;
  return below === undefined ? `${name}${from}${unit} or more` : `${name}${from} to below ${below}${unit}`;
}

export const ISS_PHRASES = {
  stage: (stages: readonly string[], condition = ''): string =>
    `ISS ${orList(stages)}${condition === '' ? '' : ` ${condition}`}`,

  /** `b2m` and `albumin` with their units, as `2.1 mg/L`. */
  one: (b2m: string, albumin: string): string => `ISS I (B2M ${b2m}, albumin ${albumin})`,
  twoByAlbumin: (b2m: string, albumin: string, limit: number): string =>
    `ISS II by albumin ${albumin} (ISS I needs ${limit}), although B2M is ${b2m}`,
  byB2m: (stage: string, b2m: string): string => `ISS ${stage} by B2M ${b2m}`,
  byBoth: (stage: string, b2m: string, albumin: string): string => `ISS ${stage}: B2M ${b2m}, albumin ${albumin}`,
  conditional: (stage: string, condition: string, b2m: string, because: string): string =>
    `ISS ${stage} ${condition}: B2M ${b2m}${because}`,
  open: (stage: string, values: string, why: string): string => `${stage}: ${values}; ${why}`,

  /** `ISS I or II: two B2M of one draw lie on both sides of 3.5 mg/L (3.3 and 3.7)`. */
  openByMethods: (stage: string, values: readonly string[], cuts: readonly string[]): string =>
    `${stage}: ${values.length === 2 ? 'two' : values.length} B2M of one draw lie on both sides of ${andList(cuts)} mg/L (${andList(values)})`,

  drawnAfter: (days: number): string => `, drawn ${days} days after diagnosis; no treatment on record`,

  b2m: (value: string): string => `B2M ${value}`,
  albumin: (value: string): string => `albumin ${value}`,

  noAlbumin: (days: number): string => `no albumin within ${days} days, and albumin decides`,
  albuminNotUsed: (why: string): string => `the albumin on record is not used: ${why}`,
  albuminInPart: 'albumin is not in the part of the record that was read',
  albuminUnread: 'albumin could not be read, and it decides',
  exactAlbumin: 'an exact albumin decides',
  exactB2m: (albumin: 'known' | 'censored' | 'none'): string =>
    albumin === 'known'
      ? 'an exact B2M decides'
      : albumin === 'censored'
        ? 'an exact B2M and albumin decide'
        : 'an exact B2M and an albumin decide',

  noB2m: (why: string, albumin: string, stages: readonly string[] | undefined): string =>
    `ISS needs a serum B2M before treatment: ${why}; ${albumin}${stages ? ` leaves ISS ${orList(stages)}` : ''}`,
  noUsableB2m: 'none on record that can be used',
  b2mNotUsed: (why: string): string => `the one on record is not used: ${why}`,
  b2mPreliminary: 'the one on record is still preliminary',
  noB2mTold: (stages: readonly string[]): string =>
    stages.length === 3
      ? 'No ISS until a serum B2M can be used.'
      : `ISS ${orList(stages)} until a serum B2M can be used.`,
  drawTogether: 'Draw it with albumin and creatinine.',

  otherB2m: (value: string, date: string, stage: string): string =>
    `B2M ${value} of ${date} makes ISS ${stage}; the latest before treatment counts.`,
  withinRounding: (isOpen: boolean): string =>
    `Reported in molar units, within rounding of a limit${isOpen ? ': the conversion factor alone decides the side' : ''}.`,
  method: 'Albumin is close to its limit, and depends on the laboratory method.',

  recordedDiffers: (recorded: string, date: string, values: readonly string[], date2: string, stage: string): string =>
    `ISS ${recorded} is recorded (${date}), but ${andList(values)} of ${date2} ${values.length > 1 ? 'make' : 'makes'} ISS ${stage}`,
  recordedTold: (recorded: string, date: string, stage: string): string =>
    `ISS ${recorded} is recorded (${date}); these results make ISS ${stage}.`,
  recordedMayRest: 'The recorded stage may rest on other results; nothing is offered for the record.',
  recordedRow: 'ISS, recorded',
  recordedLimit: (stage: string): string => `by these results: ${stage}`,
  undated: 'undated',

  /** Beside a value: the limit of the stage that it is read for. */
  limits: {
    one: (limit: number): string => `ISS I: below ${limit}`,
    two: (from: number, below: number): string => `ISS II: ${from} to below ${below}`,
    three: (limit: number): string => `ISS III: ${limit} or more`,
    albumin: (limit: number): string => `ISS I: ${limit} or more`,
    atAnyAlbumin: (stages: readonly string[]): string => `ISS ${orList(stages)} at any albumin`,
  },

  /** What would change it. */
  ranges: {
    'albumin-serum': (from: number | undefined, below: number | undefined, isNamed: boolean): string =>
      range(from, below, isNamed ? '' : ' g/dL', isNamed ? '' : 'albumin '),
    'b2m-serum': (from: number | undefined, below: number | undefined, isNamed: boolean): string =>
      range(from, below, isNamed ? '' : ' mg/L', isNamed ? '' : 'B2M '),
  },
  /** Of two methods; the second needs no name. */
  confirmed: {
    'albumin-serum': (value: string, isNamed: boolean): string => `${isNamed ? '' : 'albumin '}${value} confirmed`,
    'b2m-serum': (value: string, isNamed: boolean): string => `${isNamed ? '' : 'B2M '}${value} confirmed`,
  },
  drawnSince: (range: string, since: string): string => `${range}, drawn from ${since} on`,
  settled: (iss: string, rIss: string | undefined): string =>
    rIss === undefined ? `ISS ${iss}` : `ISS ${iss} and R-ISS ${rIss}`,
  newBaseline: 'a new B2M with albumin before the first dose: the ISS of that day',
};

export const R_ISS_PHRASES = {
  stage: (system: 'R-ISS' | 'R2-ISS', stages: readonly string[]): string => `${system} ${orList(stages)}`,
  both: (rIss: readonly string[], r2Iss: readonly string[]): string => `R-ISS ${orList(rIss)}; R2-ISS ${orList(r2Iss)}`,
  until: (stage: string, names: readonly string[]): string =>
    `${stage} until ${andList(names)} ${names.length > 1 ? 'are' : 'is'} known`,
  contradicted: (stage: string, name: string, absent: string, present: string): string =>
    `${stage} because FISH for ${name} is absent (${absent}) and present (${present})`,
  /** `R-ISS is II or III, R2-ISS III or IV, until FISH is known.`; `iss`: where nothing else says it; `known`: an R2-ISS. */
  openLine: (
    iss: string | undefined,
    rIss: readonly string[],
    r2Iss: readonly string[] | undefined,
    names: readonly string[],
    known: string | undefined,
  ): string => {
    const until = `until ${andList(names)} ${names.length > 1 ? 'are' : 'is'} known${known === undefined ? '' : `; R2-ISS ${known}`}`;
    const two = r2Iss === undefined ? '' : `R2-ISS ${orList(r2Iss)}`;
    if (iss !== undefined) return `${iss}; R-ISS ${orList(rIss)}${two === '' ? ' ' : ` and ${two}, `}${until}.`;
    return `R-ISS is ${orList(rIss)}${two === '' ? ' ' : `, ${two}, `}${until}.`;
  },
  pointsRange: (least: number, most: number, by: string): string => `: ${least} to ${most} points, by ${by}`,
  contradictedLeads: (iss: string, rIss: string): string => `${iss}; ${rIss}`,
  is: (stages: readonly string[]): string => `R-ISS is ${orList(stages)}.`,
  isAsEveryTwo: 'R-ISS is II, as for every ISS II.',
  byLogic: 'R-ISS is II with any LDH and FISH',
  r2: (stages: readonly string[]): string => `R2-ISS is ${orList(stages)}`,
  r2Four: (parts: readonly string[]): string => `R2-ISS IV: ${parts.join(', ')}`,
  ldh: (value: string, limit: string | undefined): string =>
    `LDH ${value}${limit === undefined ? ' (high)' : ` (limit ${limit})`}`,
  present: (name: string): string => `${name} present`,
  ldhName: 'LDH',
  /** `open`: what is not known of the score. */
  points: (parts: readonly string[], from: number, open: readonly string[]): string =>
    `Points: ${parts.join(', ')}; IV from ${from}.${open.length === 0 ? '' : ` ${andList(open)} can only add.`}`,
  /** Results that are open. */
  items: {
    ldh: 'LDH above its limit',
    ldhNotHigh: 'not above it',
    confirmed: (name: string): string => `${name} confirmed`,
    any: (names: readonly string[]): string => orList(names),
    all: (names: readonly string[]): string => andList(names),
    none: (count: number): string => (count > 2 ? 'none of them' : count === 2 ? 'neither' : 'absent'),
  },
  recordedTold: (recorded: string, stage: string): string =>
    `R-ISS ${recorded} is recorded; these results make R-ISS ${stage}.`,
  presentFrom: (percent: number): string => `present from ${percent}%`,
  ifPresent: (stage: string): string => `present: R-ISS ${stage}`,
  fishRow: 'FISH',
  asTextValue: 'as text only, not read',
  notAtDiagnosis: 'none of the time of diagnosis',
  ldhLimit: 'the LDH limit',
  limit: (limit: string): string => `limit ${limit}`,
  noLdhLimit: 'no limit on record',
};
