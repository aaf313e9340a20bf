// What holds of the words of every card of every story: bounds, one term a concept, nothing twice, numbers that agree.
import { describe, expect, test } from '@jest/globals';
import { readReasons } from '../../fixtures/goldens.ts';
import { STORIES } from '../../fixtures/stories/index.ts';
import { expectedB2m } from '../../src/clinical/instruments/b2m-expected.ts';
import { outsideTable, SHOWN, wordsIn, type ShownCard } from './shown-cards.ts';

/** Names of the cards of which something does not hold, with what. */
function failing(of: (card: ShownCard) => readonly string[] | boolean): readonly string[] {
  return SHOWN.flatMap((card) => {
    const found = of(card);
    if (typeof found === 'boolean') return found ? [] : [`${card.name}: ${card.summary}`];
    return found.map((what) => `${card.name}: ${what}`);
  });
}

const texts = ({ summary, lines, change, closing, rows }: ShownCard): readonly string[] => [
  summary,
  ...lines,
  change,
  ...closing,
  ...rows.flat(),
];

describe('bounds', () => {
  test('a summary is one line of at most 139 characters and 22 words', () => {
    expect(failing(({ summary }) => summary.length <= 139 && wordsIn(summary) <= 22)).toEqual([]);
  });

  test('the table comes first, has three columns and one to six rows, and its first column names what is in it', () => {
    const isTable = ({ detail, head, rows }: ShownCard): boolean =>
      detail[0]?.startsWith('| Result | Value') === true &&
      head.length === 3 &&
      rows.length >= 1 &&
      rows.length <= 6 &&
      rows.every(([result, value]) => result !== '' && value !== '');
    expect(failing(isTable)).toEqual([]);
  });

  test('at most three lines, one closing, and what would change it once', () => {
    expect(failing(({ lines }) => lines.length <= 3)).toEqual([]);
    expect(failing(({ closing }) => closing.length === 1)).toEqual([]);
    expect(failing(({ detail }) => detail.filter((l) => l.includes('What would change')).length <= 1)).toEqual([]);
  });

  test('outside the table a card has at most 100 words, half of them at most 60; the whole card at most 150', () => {
    const counts = SHOWN.map(outsideTable).toSorted((a, b) => a - b);
    expect(failing((card) => outsideTable(card) <= 100)).toEqual([]);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(60);
    const whole = (card: ShownCard): number =>
      wordsIn(card.summary) + outsideTable(card) + wordsIn([...card.head, ...card.rows.flat()].join(' '));
    expect(failing((card) => whole(card) <= 150)).toEqual([]);
  });

  test('six suggestions at most, each a verb and an object of at most five words; five reasons to decline at most', () => {
    expect(failing(({ suggestions = [] }) => suggestions.length <= 6)).toEqual([]);
    expect(
      failing(({ suggestions = [] }) =>
        suggestions.flatMap(({ label }) => (/^(?:Order|Record) /.test(label) && wordsIn(label) <= 5 ? [] : [label])),
      ),
    ).toEqual([]);
    expect(failing(({ overrideReasons = [] }) => overrideReasons.length >= 4 && overrideReasons.length <= 5)).toEqual(
      [],
    );
  });

  test('what is urgent says so, and nothing else does', () => {
    expect(failing(({ summary, indicator }) => summary.startsWith('Urgent:') === (indicator === 'critical'))).toEqual(
      [],
    );
  });
});

/** Words that were read differently by different readers, or that one side of the Atlantic spells otherwise. */
const BANNED =
  /in keeping with|consistent with|compatible with|suggestive|\bsuggests?\b|\bpossibly\b|may represent|beyond filtration|explained away|corrected (?:B2M|stage)|adjusted B2M|confounding|\bsettles?\b|\bcarry\b|withheld|whatever|tumou?r|ha?emato|ha?emoglobin|leuka?emia|smou?ldering|progression|\brelapse of\b|\b(?:ab)?normal\b|\bshould\b|\bmust\b|\bplease\b|note that|alarming|unfortunately|reassuring|stage (?:I|II|III|IV)\b|cannot be told|stable\b/i;
const SIGNS = /[≥≤<>!]|\p{Extended_Pictographic}/u;
/** Capitals that are names. */
const NAMES =
  /^(?:B2M|ISS|R-ISS|R2-ISS|IMS|IMWG|LDH|FISH|TP53|MGUS|SMM|MGRS|PCL|AL|ALL|CLL|CMML|DLBCL|CNS|CSF|CMV|HIV|MDS|MPN|IPI|BALL|II|III|IV|VI|IGHV|ECOG|KDOQI|GFR|LOINC|PRIMA-PI|FLIPI2|GELTAMO-IPI|CLL-IPI|IPSSWM|MSS-WM|NOS|URL|PH)$/;

describe('words', () => {
  test('none is banned, no sign stands for a word, and no word is shouted', () => {
    expect(failing((card) => texts(card).filter((text) => BANNED.test(text)))).toEqual([]);
    expect(failing((card) => texts(card).filter((text) => SIGNS.test(text)))).toEqual([]);
    const shouted = (text: string): boolean =>
      (text.match(/(?<![\p{L}\p{N}-])\p{Lu}[\p{Lu}-]{2,}(?![\p{L}\p{N}-])/gu) ?? []).some((word) => !NAMES.test(word));
    expect(failing((card) => texts(card).filter(shouted))).toEqual([]);
  });

  test('a story is told in the same words', () => {
    expect(STORIES.map(({ story }) => story.replace(/"[^"]*"/g, '')).filter((story) => BANNED.test(story))).toEqual([]);
  });

  test('a reason that `explain` gives holds none of them either', () => {
    const reasons = Object.values(readReasons()).flatMap((of) =>
      Object.values(of).flatMap((why) => (typeof why === 'string' ? [why] : Object.values(why))),
    );
    const plain = reasons.map((r) => r.replaceAll(/see the [a-z0-9-]+ rule/g, ''));
    expect([...new Set(plain.filter((reason) => REASON_BANNED.test(reason)))]).toEqual([]);
  });

  test('nothing of ours holds a character that Markdown escapes', () => {
    expect(failing((card) => texts(card).filter((text) => /[\\`_{}[\]#&~@]/.test(text)))).toEqual([]);
  });

  test('one term a concept: Hb, free light chains by name, eGFR reported or calculated, B2M of serum beside another fluid', () => {
    expect(failing((card) => texts(card).filter((text) => /κ|λ|hemoglobin|estimated GFR|beta-2/i.test(text)))).toEqual(
      [],
    );
    expect(
      failing(({ rows }) => rows.flatMap(([r]) => (/^eGFR(?!, (?:reported|calculated))/.test(r) ? [r] : []))),
    ).toEqual([]);
    const others = /^(?:Urine|24-h urine|CSF) B2M/;
    expect(
      failing(({ rows }) => !rows.some(([r]) => others.test(r)) || rows.every(([r]) => r !== 'B2M' || isMissing(rows))),
    ).toEqual([]);
  });
});

/** A serum B2M that is not there needs no name of its fluid. */
function isMissing(rows: ShownCard['rows']): boolean {
  return rows.some(([result, value]) => result === 'B2M' && /^(?:none|not )/.test(value));
}

/** `explain` speaks to those who look after the rules, too: their ids and what the instruments are called are its words. */
const REASON_BANNED =
  /in keeping with|consistent with|suggestive|explained away|tumou?r|ha?ematolog|leuka?emia|smou?ldering/i;

describe('said once', () => {
  test('no line says what another says, and no value of the table or the summary stands in a line', () => {
    expect(failing(({ lines }) => new Set(lines).size === lines.length)).toEqual([]);
    const VALUE = /\d[\d.]* (?:mg\/L|mg\/dL|g\/dL|U\/L|µg\/L|mL\/min)/g;
    expect(
      failing(({ lines, rows, summary }) => {
        const shown = new Set([summary, ...rows.map(([, value]) => value)].flatMap((text) => text.match(VALUE) ?? []));
        return lines.flatMap((line) =>
          (line.match(VALUE) ?? []).filter((value) => shown.has(value)).map((v) => `${v} in "${line}"`),
        );
      }),
    ).toEqual([]);
  });

  test('a FISH result that was found is not held against its being found', () => {
    expect(
      failing(({ rows }) =>
        rows.every(([, value, limit]) => !(value.startsWith('present') && limit.startsWith('present:'))),
      ),
    ).toEqual([]);
    expect(
      SHOWN.filter(({ rows }) =>
        rows.some(([, value, limit]) => value.startsWith('absent') && limit.startsWith('present:')),
      ).length,
    ).toBeGreaterThan(0);
  });

  test('no row stands twice, and no pair of what would change it', () => {
    expect(failing(({ rows }) => new Set(rows.map(([r, v]) => `${r} ${v}`)).size === rows.length)).toEqual([]);
    expect(
      failing(({ change }) => {
        const pairs = change.replace(/\.$/, '').split('; ');
        return new Set(pairs).size === pairs.length;
      }),
    ).toEqual([]);
  });

  test('what cannot be used has one row, and a course is in one unit', () => {
    const isTwice = ({ rows }: ShownCard): boolean =>
      rows.some(([result]) => result === 'B2M, as printed') &&
      rows.some(([r, v]) => r === 'B2M' && v.startsWith('not used'));
    expect(failing((card) => !isTwice(card))).toEqual([]);
    const units = (value: string): readonly string[] => value.match(/→ [\d.]+ (?!mg\/|mL\/)\S+/g) ?? [];
    expect(failing(({ rows }) => rows.flatMap(([, value]) => units(value)))).toEqual([]);
  });

  test('that a B2M is no diagnosis is said once, and only where B2M is the subject', () => {
    const about = /^(?:\*Not a diagnosis: B2M is not specific\.|\*Advice only\.) Rules \(knowledge version\)\.\*$/;
    expect(failing(({ closing }) => closing.every((line) => about.test(line)))).toEqual([]);
    const isAdvice = ({ source, evidence }: ShownCard): boolean =>
      ['kidneyinjury', 'b2morder'].includes(source.topic?.code ?? '') ||
      ['light-chains', 'defining-events'].includes(evidence.rules[0]?.id ?? '');
    expect(failing((card) => (card.closing[0]?.startsWith('*Advice only') ?? false) === isAdvice(card))).toEqual([]);
  });
});

const num = (text: string | undefined): number => Number(text);

describe('numbers', () => {
  test('the expected B2M is that of the eGFR as printed beside it', () => {
    const wrong = ({ rows }: ShownCard): readonly string[] =>
      rows.flatMap(([result, value, limit]) => {
        const egfr = /^([\d.]+) mL\/min/.exec(value)?.[1];
        const expected = /B2M expected: ([\d.]+) mg\/L/.exec(limit)?.[1];
        if (!result.startsWith('eGFR') || egfr === undefined || expected === undefined) return [];
        return expectedB2m(num(egfr)).toFixed(1) === num(expected).toFixed(1) ? [] : [`${egfr}: ${expected}`];
      });
    expect(failing(wrong)).toEqual([]);
  });

  test('"times expected" is the quotient of the two numbers printed', () => {
    const wrong = ({ summary }: ShownCard): readonly string[] => {
      const found = /B2M ([\d.]+) mg\/L is ([\d.]+) times expected \(([\d.]+) at/.exec(summary);
      if (!found) return [];
      const [, b2m, times = '', expected] = found;
      const decimals = times.split('.')[1]?.length ?? 0;
      return (num(b2m) / num(expected)).toFixed(decimals) === times ? [] : [summary];
    };
    expect(failing(wrong)).toEqual([]);
    expect(SHOWN.filter(({ summary }) => summary.includes('times expected')).length).toBeGreaterThan(5);
  });

  test('a course: the factor is that of its two values, and what filtration explains times what is left makes it', () => {
    const wrong = ({ summary }: ShownCard): readonly string[] => {
      const found = /B2M ([\d.]+) → ([\d.]+) mg\/L \(×([\d.]+)\)/.exec(summary);
      if (!found) return [];
      const [, from, to, factor = ''] = found;
      const share = /explains ×([\d.]+) .*×([\d.]+) is left/.exec(summary);
      const product = share ? num(share[1]) * num(share[2]) : num(factor);
      const agrees = (num(to) / num(from)).toFixed(2) === factor && Math.abs(product - num(factor)) < 0.02;
      return agrees ? [] : [summary];
    };
    expect(failing(wrong)).toEqual([]);
  });

  test('a course: the factor that filtration predicts is that of its two eGFRs as printed', () => {
    const wrong = ({ rows }: ShownCard): readonly string[] =>
      rows.flatMap(([, value, limit]) => {
        const [, from, to] = /^([\d.]+) → ([\d.]+) mL\/min/.exec(value) ?? [];
        const factor = /B2M expected: ×([\d.]+)/.exec(limit)?.[1];
        if (from === undefined || factor === undefined) return [];
        return (expectedB2m(num(to)) / expectedB2m(num(from))).toFixed(2) === factor ? [] : [`${value}: ${limit}`];
      });
    expect(failing(wrong)).toEqual([]);
    expect(
      SHOWN.filter(({ rows }) => rows.some(([, , limit]) => limit.includes('expected: ×'))).length,
    ).toBeGreaterThan(3);
  });

  test('an injury: the rise is the quotient of the two creatinines', () => {
    const wrong = ({ summary, lines }: ShownCard): readonly string[] => {
      const rise = /Rise ×(\d+(?:\.\d+)?)/.exec(lines.join(' '))?.[1];
      const found = /creatinine ([\d.]+) (?:\([^)]*\) )?→ ([\d.]+) mg\/dL/.exec(summary);
      if (rise === undefined || !found) return [];
      return Math.abs(num(found[2]) / num(found[1]) - num(rise)) <= 0.06 ? [] : [`${summary} ×${rise}`];
    };
    expect(failing(wrong)).toEqual([]);
  });

  test('a value is high or low by the range of its laboratory, and by nothing else', () => {
    const wrong = ({ rows, evidence }: ShownCard): readonly string[] =>
      rows.flatMap(([result, value]) => {
        const side = /\((high|low)\)/.exec(value)?.[1];
        if (side === undefined) return [];
        const is = evidence.inputs.some(
          ({ value: v, reported, range }) =>
            [v, reported.value].some((n) => value.includes(String(n))) &&
            (side === 'high' ? v > (range?.high ?? Infinity) : v < (range?.low ?? -Infinity)),
        );
        return is || !evidence.inputs.some(({ reported }) => value.includes(String(reported.value)))
          ? []
          : [`${result} ${value}`];
      });
    expect(failing(wrong)).toEqual([]);
  });

  test('dates are ISO, and the head of a table of results has one', () => {
    expect(
      failing(({ head, source }) =>
        source.topic?.code === 'b2morder'
          ? head[1] === 'Value'
          : /^Value, \d{4}-\d\d-\d\d(?: → \d{4}-\d\d-\d\d)?$/.test(head[1] ?? ''),
      ),
    ).toEqual([]);
    expect(failing((card) => texts(card).filter((t) => /\d\/\d+\/\d|\d{1,2}\. (?:Jan|Feb)/.test(t)))).toEqual([]);
  });
});

describe('what can be done', () => {
  const ROW_OF: Readonly<Record<string, RegExp>> = {
    'Order LDH': /^LDH$/,
    'Order serum albumin': /^Albumin$/,
    'Order serum beta-2 microglobulin': /^(?:Serum )?B2M$/,
    'Order urine creatinine': /^Urine creatinine$/,
    'Order urine pH': /^Urine pH$/,
  };
  const ABSENT = /^(?:none within|not on record|not ordered)|too old/;

  test('nothing is offered that a row shows as on record, not used or not read', () => {
    const wrong = ({ suggestions = [], rows, summary }: ShownCard): readonly string[] =>
      suggestions.flatMap(({ label }) =>
        rows.flatMap(([result, value]) => {
          // A new B2M before the first dose is another one than that of the table.
          if (/beta-2|albumin/.test(label) && /if still untreated|ordered|before/.test(summary)) return [];
          return ROW_OF[label]?.test(result) && !ABSENT.test(value) ? [`${label}, but ${result} ${value}`] : [];
        }),
      );
    expect(failing(wrong)).toEqual([]);
  });

  test('a stage for the record is the one of the card, and not one of two', () => {
    const wrong = (card: ShownCard): readonly string[] =>
      (card.suggestions ?? []).flatMap(({ label }) => {
        const stage = /^Record ((?:R-)?ISS (?:III|II|I))$/.exec(label)?.[1];
        if (stage === undefined) return [];
        const said = [card.summary, ...card.lines].join(' ').replace('R-ISS is', 'R-ISS');
        const isOpen = new RegExp(`(?<![-\\w])${stage.split(' ')[0]} (?:I|II) or `).test(said);
        return !isOpen && new RegExp(`(?<![-\\w])${stage}(?![IV])|ISS is ${stage.split(' ')[1]}\\b`).test(said)
          ? []
          : [label];
      });
    expect(failing(wrong)).toEqual([]);
  });

  test('the source is the first paper of what leads, and the basis is the page of the rule that leads', () => {
    expect(failing(({ source, evidence }) => source.label === evidence.citations[0]?.label)).toEqual([]);
    expect(
      failing(({ links = [], evidence }) => links[0]?.url.endsWith(`/knowledge/${evidence.rules[0]?.id}`) === true),
    ).toEqual([]);
    expect(failing(({ links = [] }) => links[0]?.label === 'Basis: sources and limits')).toEqual([]);
  });

  test('where a stage is open what would change it is said', () => {
    expect(
      failing(
        ({ summary, change, evidence }) =>
          !/(?<![-\w])(?:R-)?ISS (?:I|II|III) or |until .* known/.test(summary) ||
          change !== '' ||
          evidence.rules[0]?.id === 'dialysis',
      ),
    ).toEqual([]);
  });
});
