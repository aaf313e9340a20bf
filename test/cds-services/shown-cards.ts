// The cards of every story at every hook, taken apart as a reader sees them.
import { GOLDEN_CASES, readGolden } from '../../fixtures/goldens.ts';

interface Sent {
  readonly summary: string;
  readonly indicator: 'info' | 'warning' | 'critical';
  readonly detail: readonly string[];
  readonly source: { readonly label: string; readonly topic?: { readonly code: string } };
  readonly suggestions?: readonly { readonly label: string }[];
  readonly overrideReasons?: readonly { readonly code: string }[];
  readonly links?: readonly { readonly label: string; readonly url: string }[];
  readonly extension: {
    readonly 'org.clearstage.evidence': {
      readonly rules: readonly { readonly id: string }[];
      readonly inputs: readonly {
        readonly analyte: string;
        readonly value: number;
        readonly reported: { readonly value: number };
        readonly range?: { readonly low?: number; readonly high?: number };
      }[];
      readonly citations: readonly { readonly label: string }[];
    };
  };
}

export interface ShownCard extends Sent {
  /** Story and hook. */
  readonly name: string;
  readonly head: readonly string[];
  /** Result, value, limit. */
  readonly rows: readonly (readonly [string, string, string])[];
  readonly lines: readonly string[];
  /** Without its lead; empty where nothing is open. */
  readonly change: string;
  readonly closing: readonly string[];
  readonly evidence: Sent['extension']['org.clearstage.evidence'];
}

const CHANGE = '**What would change this:** ';

export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((token) => /[\p{L}\p{N}]/u.test(token)).length;
}

function takeApart(name: string, card: Sent): ShownCard {
  const { detail } = card;
  const cells = detail
    .filter((line) => line.startsWith('|') && !line.startsWith('| ---'))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    );
  const [head = [], ...rows] = cells;
  return {
    ...card,
    name,
    head,
    rows: rows.map(([result = '', value = '', limit = '']) => [result, value, limit] as const),
    lines: detail.filter((line) => line.startsWith('- ')).map((line) => line.slice(2)),
    change: detail.find((line) => line.startsWith(CHANGE))?.slice(CHANGE.length) ?? '',
    closing: detail.filter((line) => /^\*[^*]/.test(line)),
    evidence: card.extension['org.clearstage.evidence'],
  };
}

/** Every card of every story, at every hook. */
export const SHOWN: readonly ShownCard[] = GOLDEN_CASES.flatMap(({ name }) =>
  (readGolden(name).cards as readonly Sent[]).map((card, i) =>
    takeApart(i === 0 ? name : `${name}, card ${i + 1}`, card),
  ),
);

/** Words of a card that stand outside its table: lines, what would change it, closing. */
export function outsideTable({ lines, change, closing }: ShownCard): number {
  return wordsIn([...lines, change === '' ? '' : `${CHANGE}${change}`, ...closing].join(' '));
}
