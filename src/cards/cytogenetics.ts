// FISH and variant results as a card and its evidence show them: what was found, in how many cells, when.
import type { Aberration } from '../clinical/facts/types.ts';
import { cutOf, type FishResult } from '../clinical/reading/fish-result.ts';
import type { CardRow } from './body.ts';
import { shownDate } from './format.ts';
import { escapeText } from './markdown.ts';
import { CARD_WORDS } from './phrases.en.ts';

const SAY = CARD_WORDS.genetics;

export function aberrationName(aberration: Aberration): string {
  return CARD_WORDS.aberrations[aberration];
}

/** `45%`. */
export function shareText({ share }: Pick<FishResult, 'share'>): string {
  return share ? `${share.value}%` : '';
}

/** `present in 45% of cells`, `absent`, `not used: preliminary`. */
export function resultText(result: FishResult): string {
  const { counts, because, present, share, selected } = result;
  const cells = SAY.cells(shareText(result), selected === true);
  if (counts === 'positive') {
    if (share) return present ? SAY.presentIn(cells) : SAY.in(cells);
    if (result.significanceNotStated) return SAY.notStated;
    return result.aberration === 'del17p' ? SAY.shareNotGiven : SAY.present;
  }
  if (counts === 'negative') return share ? (present === false ? SAY.absentIn(cells) : SAY.in(cells)) : SAY.absent;
  const word = present === undefined ? '' : SAY.reported(present);
  const said = share ? SAY.reportedIn(word, cells) : word;
  if (because === 'below-cut' || because === 'not-selected') return SAY.belowCut(said, cutOf(result.aberration));
  if (because === 'word-and-share-differ') return SAY.absentButIn(cells);
  if (because !== undefined && isKeyOf(SAY.time, because)) return SAY.timed(said, SAY.time[because]);
  if (because !== undefined && isKeyOf(SAY.open, because)) return SAY.open[because];
  return because !== undefined && isKeyOf(CARD_WORDS.notUsed.why, because)
    ? CARD_WORDS.notUsed.value(CARD_WORDS.notUsed.why[because])
    : SAY.open['answer-not-read'];
}

function isKeyOf<K extends string>(table: Readonly<Record<K, string>>, key: string): key is K {
  return Object.hasOwn(table, key);
}

/** The day, or the date as the record states it where that is less. */
export function resultDate({ at, until, effective, datedByIssue }: FishResult): string {
  if (!Number.isFinite(at)) return SAY.dateNotKnown;
  const day = until === undefined ? shownDate(at) : escapeText(effective, 25);
  return datedByIssue ? SAY.issued(day) : day;
}

/** Beside a FISH or variant result in the table; by the result where an aberration has several that differ. */
export type GeneticLimits = Readonly<
  Partial<Record<Aberration, string | ((result: FishResult) => string | undefined)>>
>;

/** Rows of a card's table: name, result, date; results that say the same on one day share a row. */
export function cytogeneticRows(results: readonly FishResult[], limits: GeneticLimits = {}): readonly CardRow[] {
  const rows = new Map<string, CardRow & { readonly found: Set<Aberration> }>();
  for (const result of results) {
    const { aberration } = result;
    const beside = limits[aberration];
    const [value, date] = [resultText(result), resultDate(result)];
    const limit = typeof beside === 'function' ? beside(result) : beside;
    const isFound = result.counts === 'positive';
    // What is held against one limit shares its row, by whatever method it was found.
    const key = [value, date, limit ?? (isByFish(aberration) ? 'FISH' : '')].join('|');
    const row = rows.get(key) ?? {
      found: new Set(),
      result: '',
      value,
      date,
      limit,
      ...(isFound && { isFound: true as const }),
    };
    row.found.add(aberration);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ found, ...row }) => {
    const names = [...found].map(aberrationName).join(', ');
    // Of one the method is named; several have no room for it.
    return { ...row, result: found.size === 1 && [...found].every(isByFish) ? SAY.byFish(names) : names };
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
  /** Of a variant that counts. */
  readonly significance?: 'not-stated' | 'pathogenic-or-oncogenic';
}

const METHOD_LENGTH = 80;

function significanceOf({ significanceNotStated }: FishResult): NonNullable<EvidenceCytogenetics['significance']> {
  return significanceNotStated ? 'not-stated' : 'pathogenic-or-oncogenic';
}

/** A result as the evidence contract shows it. */
export function toEvidenceCytogenetics(r: FishResult): EvidenceCytogenetics {
  const byCode = r.aberration === 'tp53' ? SAY.method.variant : SAY.method.fish;
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
    ...(r.aberration === 'tp53' && r.counts === 'positive' && { significance: significanceOf(r) }),
  };
}
