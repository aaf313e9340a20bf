// Filled review forms, of the page (JSON) or of the table (CSV) → judgements, or what keeps them from counting.
import { isObject, type JsonObject } from '../../contracts/json.ts';
import { VERDICTS, type ReviewKey, type Verdict } from './form.ts';

export interface Judgement {
  readonly id: string;
  readonly reviewer: string;
  readonly verdict: Verdict;
  readonly why: string;
  readonly act: boolean | undefined;
  readonly minutes?: number | undefined;
}

/**
 * @param name of the file, for its faults
 * @throws Error for a form of another run, an unknown moment or a verdict that is none
 */
export function readFilled(text: string, name: string, key: ReviewKey): readonly Judgement[] {
  const { run, rows } = text.trimStart().startsWith('{') ? ofJson(text, name) : ofCsv(text, name);
  if (run.some((r) => r !== key.run)) throw new Error(`${name}: filled in for another run than this folder's`);
  return rows.map((row) => {
    if (!Object.hasOwn(key.rows, row.id)) throw new Error(`${name}: no moment ${row.id} in this sample`);
    const verdict = VERDICTS.find((v) => v === row.verdict.trim().toLowerCase());
    if (!verdict) throw new Error(`${name}: ${row.id}: "${row.verdict}" is none of ${VERDICTS.join(', ')}`);
    return { ...row, verdict };
  });
}

type Row = Omit<Judgement, 'verdict'> & { readonly verdict: string };

function ofJson(text: string, name: string): { readonly run: readonly string[]; readonly rows: readonly Row[] } {
  const { run, reviewer, answers } = objectIn(text);
  if (typeof run !== 'string' || typeof reviewer !== 'string' || !Array.isArray(answers)) {
    throw new Error(`${name}: no saved review form`);
  }
  return {
    run: [run],
    rows: answers.map((answer: unknown) => {
      const { id, verdict, why, act, minutes } = isObject(answer) ? answer : {};
      if (typeof id !== 'string' || typeof verdict !== 'string') throw new Error(`${name}: no saved review form`);
      return {
        id,
        verdict,
        reviewer,
        why: typeof why === 'string' ? why : '',
        act: typeof act === 'boolean' ? act : undefined,
        minutes: minutesIn(minutes),
      };
    }),
  };
}

/** Nothing of what is no JSON is repeated: a form names patients. */
function objectIn(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function ofCsv(text: string, name: string): { readonly run: readonly string[]; readonly rows: readonly Row[] } {
  const [head = [], ...lines] = parseCsv(text);
  const column = (title: string): number => {
    const at = head.indexOf(title);
    if (at < 0) throw new Error(`${name}: no column "${title}"`);
    return at;
  };
  const at = {
    run: column('run'),
    id: column('id'),
    verdict: column('verdict'),
    why: column('why'),
    act: column('would act'),
    reviewer: column('reviewer'),
    minutes: head.indexOf('minutes'),
  };
  const filled = lines.filter((l) => (l[at.verdict] ?? '').trim() !== '');
  return {
    run: filled.map((l) => l[at.run] ?? ''),
    rows: filled.map((l) => ({
      id: l[at.id] ?? '',
      verdict: l[at.verdict] ?? '',
      why: l[at.why] ?? '',
      act: (l[at.act] ?? '').trim() === '' ? undefined : /^(?:y|yes|true|1|x)$/i.test((l[at.act] ?? '').trim()),
      minutes: minutesIn(l[at.minutes]),
      reviewer: (l[at.reviewer] ?? '').trim() || name,
    })),
  };
}

/** What is no number of minutes is left out: nothing hangs on it. */
function minutesIn(value: unknown): number | undefined {
  const n = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof n === 'number' && n >= 0 && n < Infinity ? n : undefined;
}

/** RFC 4180, with a semicolon where a spreadsheet of another country wrote that. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const body = text.replace(/^\uFEFF/, '');
  const separator = /^[^\n,;]*;/.test(body) ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r?\\n|$)`, 'y');
  for (let match = field.exec(body); match && field.lastIndex <= body.length; match = field.exec(body)) {
    const [whole, quoted, plain = '', end = ''] = match;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== separator) {
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
    }
    if (end === '' || whole === '') break;
  }
  return rows;
}
