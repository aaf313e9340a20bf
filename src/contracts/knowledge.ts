// What the knowledge pages are made of: written by `npm run docs` into docs/knowledge/knowledge.json, served at /knowledge.
import { DAY_MS, midnightOf } from './utc-day.ts';

/** One of the thirteen of 45 CFR 170.315(b)(11)(iv)(A), in their order. */
export interface SourceAttribute {
  /** 1 to 13. */
  readonly number: number;
  readonly attribute: string;
  /** Of 5 to 13: whether the element is used. */
  readonly used?: boolean;
  readonly text: string;
}

export interface PageCitation {
  readonly label: string;
  readonly url?: string;
}

/** A page of a service, a rule or an instrument; its text is beside it in `<id>.md`, with links to other pages by that name. */
export interface KnowledgePage {
  /** Folder of a service, id of a rule, `instrument-` and the file name of an instrument; its address below `/knowledge/`. */
  readonly id: string;
  readonly kind: 'service' | 'rule' | 'instrument';
  readonly title: string;
  /** Purpose, in one sentence. */
  readonly summary: string;
  /** Of a rule: its service. */
  readonly service?: string;
  /** Of a rule: the hooks it is asked at. */
  readonly hooks?: readonly string[];
  /** Of the knowledge; absent on instruments, which are named by their year and never edited. */
  readonly version?: string;
  /** Ids of the instruments a rule reads by, or of the rules of a service. */
  readonly parts?: readonly string[];
  readonly citations: readonly PageCitation[];
  readonly sourceAttributes?: readonly SourceAttribute[];
}

export interface Review {
  readonly service: string;
  readonly owner: string;
  /** Days, as 2026-11-27. */
  readonly last: string;
  readonly due: string;
}

export interface KnowledgeBase {
  readonly reviews: readonly Review[];
  readonly pages: readonly KnowledgePage[];
}

/** @param now milliseconds since 1970 @returns reviews whose day has passed */
export function overdueReviews(reviews: readonly Review[], now: number): readonly Review[] {
  return reviews.filter(({ due }) => now >= (midnightOf(due) ?? Infinity) + DAY_MS);
}

/** Source attributes as text, in the order of the regulation. */
export function sourceAttributesText({ title, sourceAttributes = [] }: KnowledgePage): string {
  const lines = sourceAttributes.map(({ number, attribute, used, text }) => {
    const answer = used === undefined ? '' : used ? 'yes. ' : 'no. ';
    return `${number}. ${attribute}: ${answer}${text}`.trimEnd();
  });
  return [`Source attributes (45 CFR 170.315(b)(11)(iv)(A)): ${title}`, '', ...lines, '', STATE_OF_THE_RULE, ''].join(
    '\n',
  );
}

/** What is in force, with the day on which that was so. @source 89 FR 1192; 90 FR 60970 */
export const STATE_OF_THE_RULE =
  'As in HTI-1 (89 FR 1192, in force since 2025). HTI-5 (proposed 2025-12-29, 90 FR 60970) would change it; ' +
  'not seen as final on 2026-11-27.';
