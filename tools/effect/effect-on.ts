// One population answered by this tree and by that of before → what differs, as Markdown for a pull request.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { simulate } from '../../src/cli/simulate.ts';
import type { Difference } from '../../src/population/output/difference.ts';
import { under } from '../../src/population/input/counts.ts';
import type { Result } from '../../src/population/run/result.ts';

export interface EffectOptions {
  readonly title: string;
  readonly paths: readonly string[];
  /** Where the population does not tell when it ends. */
  readonly asOf?: string;
  /** A folder with another build of ClearStage. */
  readonly before: string;
  readonly out: string;
  readonly say: (text: string) => void;
  readonly workers?: string;
}

/** Rows of the table of transitions, and names of patients, that a pull request can bear. */
const MOST_ROWS = 40;
const MOST_NAMES = 60;

export async function effectOn({ title, paths, asOf, before, out, say, workers }: EffectOptions): Promise<string> {
  const result = await simulate(
    paths,
    out,
    {
      since: before,
      ...(asOf !== undefined && { asOf }),
      ...(workers !== undefined && { workers }),
      subsetted: 'refuse',
      seed: '1',
      perRule: '30',
    },
    say,
  );
  return toMarkdown(title, result, await patientsIn(join(out, 'differences.ndjson')));
}

async function patientsIn(file: string): Promise<ReadonlySet<string>> {
  const patients = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    patients.add((JSON.parse(line) as Difference).patient.replace('Patient/', ''));
  }
  return patients;
}

function toMarkdown(title: string, { tally: { counts }, transitions }: Result, patients: ReadonlySet<string>): string {
  const calls = under(counts, 'calls').reduce((sum, [, n]) => sum + n, 0);
  const head = `### ${title}: ${counts['patients'] ?? 0} patients, ${calls} moments\n\n`;
  if (patients.size === 0) return `${head}No answer differs.\n\n`;
  const kinds = under(transitions, 'moments').map(([kind, n]) => [kind, n, transitions[`patients|${kind}`] ?? 0]);
  const all = under(transitions, 'transition').map(([name, n]) => [...name.split('|'), n]);
  const names = [...patients].sort();
  const more = (left: number): string => (left > 0 ? `, and ${left} more` : '');
  return [
    head,
    `${patients.size} patients read differently at some moment.\n\n`,
    tableOf(['How', 'Moments', 'Patients'], kinds),
    '\n',
    tableOf(['How', 'Before', 'After', 'Moments'], all.slice(0, MOST_ROWS)),
    all.length > MOST_ROWS ? `\nAnd ${all.length - MOST_ROWS} rarer ones.\n` : '',
    `\nPatients: ${names.slice(0, MOST_NAMES).join(', ')}${more(names.length - MOST_NAMES)}.\n\n`,
  ].join('');
}

function tableOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const row = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((c) => String(c).replaceAll('|', '\\|')).join(' | ')} |\n`;
  return (
    row(head) +
    row(head.map((_, i) => (i === 0 ? '---' : typeof rows[0]?.[i] === 'number' ? '--:' : '---'))) +
    rows.map(row).join('')
  );
}
