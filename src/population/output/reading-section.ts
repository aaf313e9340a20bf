// Of the report: what the values were read as, what was missing, and how good the data are.
import { wilson } from '../../contracts/wilson.ts';
import { under, type Counts } from '../input/counts.ts';
import type { Result } from '../run/result.ts';
import { table } from './html.ts';
import { percent, withInterval } from './intervals.ts';

export function readingSection({ tally: { counts } }: Result): string {
  const patients = counts['patients with a B2M'] ?? 0;
  const stages = [...under(counts, 'stage')].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = stages.map(([name, n]) => {
    const [system = '', stratum = ''] = name.split('|');
    return [system, stratum, n, percent(n / patients)];
  });
  const of = (stratum: string): number => counts[`stage|renal-confounding|${stratum}`] ?? 0;
  const filtration = [
    ['not above what filtration gives', 'filtration'],
    ['partly beyond it', 'partly-beyond-filtration'],
    ['well beyond it', 'well-beyond-filtration'],
  ]
    .map(([words, stratum = '']) => `${words} in ${withInterval(wilson(of(stratum), patients))}`)
    .join(', ');
  const unread = under(counts, 'unread')
    .slice(0, 20)
    .map(([name, n]) => [...name.split('|'), n]);
  return `<h2>What the newest B2M of each patient was read as</h2>
<p>${patients.toLocaleString('en')} patients with a B2M that was opened. Confounded by filtration: ${filtration}.</p>
${table({ head: ['System', 'Stratum', 'Patients', 'Share'], rows, none: 'No B2M was read.' })}
<h3>What was missing most</h3>
${table({ head: ['Fact', 'Patients', 'Share'], rows: under(counts, 'missing').map(([name, n]) => [name, n, percent(n / patients)]), none: 'Nothing was missing.' })}
<h3>Data quality: what stood on record and was not read</h3>
<p class="small">Counted at every moment.</p>
${table({ head: ['Type', 'Why', 'Times'], rows: unread, none: 'Everything was read.' })}
${censusOf(counts)}`;
}

/** As `check --export` counts them. */
function censusOf(counts: Readonly<Counts>): string {
  const parts = (prefix: string, most: number): readonly (readonly (string | number)[])[] =>
    under(counts, prefix)
      .slice(0, most)
      .map(([name, n]) => [...name.split('|'), n]);
  return `<h3>Data quality: codes and units of the results that concern us</h3>
<p class="small">Each result once. What is not recognised is read by nobody until the laboratory confirms it and the site maps it
(<code>clearstage check --export</code> tells its words and the line for the configuration).</p>
${table({ head: ['Read as', 'Code', 'Unit', 'Results'], rows: parts('code', 60), none: 'No such result.' })}
${table({ head: ['Status', 'Results'], rows: parts('status', 20) })}
${table({ head: ['Dated to the', 'Results'], rows: parts('dated', 10) })}`;
}
