// FISH and variant results as a card and its evidence show them: what was found, in how many cells, when.
import type { Aberration } from '../clinical/facts/types.ts';
import { cutOf, type FishResult, type OpenReason } from '../clinical/reading/fish-result.ts';
import type { CardRow } from './body.ts';
import { shownDate } from './format.ts';
import { escapeText } from './markdown.ts';

const NAMES: Readonly<Record<Aberration, string>> = {
  del17p: 'del(17p)',
  tp53: 'TP53 mutation',
  't4-14': 't(4;14)',
  't14-16': 't(14;16)',
  't14-20': 't(14;20)',
  gain1q: '1q+',
  del1p32: 'del(1p32)',
};

export function aberrationName(aberration: Aberration): string {
  return NAMES[aberration];
}

/** `45%`. */
export function shareText({ share }: Pick<FishResult, 'share'>): string {
  return share ? `${share.value}%` : '';
}

const NOT_COUNTED: Readonly<Partial<Record<OpenReason, string>>> = {
  'variant-benign': 'benign variant, not counted',
  'variant-uncertain': 'variant of uncertain significance, not counted',
  'variant-germline': 'germline or of unknown origin, not counted',
  'variant-copy-number': 'change of copy number, not counted',
  'variant-several-genes': 'several genes in one result, not counted',
  'answer-not-read': 'not used: answer not read',
  'free-text': 'not used: text',
  'no-date': 'not used: no date',
  'unreadable-date': 'not used: date not read',
  'future-date': 'not used: date in the future',
};

/** `present in 45% of cells`, `absent`, `not used: preliminary`. */
export function resultText(result: FishResult): string {
  const { counts, because, present, share, selected } = result;
  const cells = `${shareText(result)} of ${selected ? 'selected plasma cells' : 'cells'}`;
  if (counts === 'positive') {
    if (share) return present ? `present in ${cells}` : `in ${cells}`;
    if (result.significanceNotStated) return 'present, significance not stated';
    return result.aberration === 'del17p' ? 'present, share not given' : 'present';
  }
  if (counts === 'negative') return share ? (present === false ? `absent, in ${cells}` : `in ${cells}`) : 'absent';
  const word = present === undefined ? '' : present ? 'reported present' : 'reported absent';
  const said = share ? `${word} in ${cells}`.trim() : word;
  if (because === 'below-cut' || because === 'not-selected') return `${said}, below ${cutOf(result.aberration)}%: open`;
  if (because === 'word-and-share-differ') return `reported absent, but in ${cells}: open`;
  const time = because && TIME_WORDS[because];
  if (time) return `${said}, ${time}`;
  return (because && NOT_COUNTED[because]) ?? `not used: ${(because ?? 'not read').replaceAll('-', ' ')}`;
}

const TIME_WORDS: Readonly<Partial<Record<OpenReason, string>>> = {
  'older-negative': 'too old: open',
  'after-window': 'too late: open',
  'after-treatment': 'after treatment began: open',
  'time-not-known': 'of unknown time: open',
};

/** The day, or the date as the record states it where that is less. */
export function resultDate({ at, until, effective, datedByIssue }: FishResult): string {
  if (!Number.isFinite(at)) return 'not known';
  const day = until === undefined ? shownDate(at) : escapeText(effective, 25);
  return datedByIssue ? `issued ${day}` : day;
}

/** Rows of a card's table: name, result, date; results that say the same on one day share a row. */
export function cytogeneticRows(
  results: readonly FishResult[],
  limits: Readonly<Partial<Record<Aberration, string>>> = {},
): readonly CardRow[] {
  const rows = new Map<string, CardRow & { readonly found: Set<Aberration> }>();
  for (const result of results) {
    const { aberration } = result;
    const [value, date, limit] = [resultText(result), resultDate(result), limits[aberration]];
    // What is held against one limit shares its row, by whatever method it was found.
    const key = [value, date, limit ?? (isByFish(aberration) ? 'FISH' : '')].join('|');
    const row = rows.get(key) ?? { found: new Set(), result: '', value, date, limit };
    row.found.add(aberration);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ found, ...row }) => {
    const names = [...found].map(aberrationName).join(', ');
    return { ...row, result: [...found].every(isByFish) ? `${names}, FISH` : names };
  });
}

function isByFish(aberration: Aberration): boolean {
  return aberration !== 'tp53';
}

export interface EvidenceCytogenetics {
  readonly aberration: Aberration;
  /** Of the laboratory's word and of its share of cells. */
  readonly references: readonly string[];
  readonly counts: FishResult['counts'];
  readonly because?: string;
  readonly answer?: 'present' | 'absent';
  /** Share of cells. */
  readonly share?: { readonly value: number; readonly unit: '%' };
  readonly selected?: true;
  readonly method: string;
  readonly effective?: string;
  readonly datedByIssue?: true;
  readonly significance?: 'not-stated';
}

const METHOD_LENGTH = 80;

/** A result as the evidence contract shows it. */
export function toEvidenceCytogenetics(r: FishResult): EvidenceCytogenetics {
  const byCode = r.aberration === 'tp53' ? 'variant assessment' : 'FISH';
  return {
    aberration: r.aberration,
    references: r.references,
    counts: r.counts,
    ...(r.because && { because: r.because }),
    ...(r.present !== undefined && { answer: r.present ? ('present' as const) : ('absent' as const) }),
    ...(r.share && { share: { value: r.share.value, unit: '%' as const } }),
    ...(r.selected && { selected: r.selected }),
    method: r.method?.slice(0, METHOD_LENGTH) ?? byCode,
    ...(r.effective !== '' && { effective: r.effective }),
    ...(r.datedByIssue && { datedByIssue: r.datedByIssue }),
    ...(r.significanceNotStated && { significance: 'not-stated' as const }),
  };
}
