// The report a committee reads: one page of what would have been said, to whom, how often, and what it could not know.
import { under, type Counts } from '../input/counts.ts';
import { AT_END, type Skipped } from '../input/reader.ts';
import type { Result } from '../run/result.ts';
import { bars, page, table } from './html.ts';
import { escapeHtml } from '../../contracts/html.ts';
import { wilson } from '../../contracts/wilson.ts';
import { percent, withInterval } from './intervals.ts';
import { readingSection } from './reading-section.ts';
import { isoDay } from '../../clinical/quantities/time.ts';

export function reportOf(result: Result): string {
  const sections = [
    head(result),
    cardsSection(result),
    rulesSection(result),
    weeksSection(result),
    placesSection(result),
    readingSection(result),
    changesSection(result),
    knownSection(result),
    inputSection(result),
    reviewSection(result),
  ];
  return page('ClearStage on your own patients', sections.join('\n'));
}

function total(counts: Readonly<Counts>, prefix: string): number {
  return under(counts, prefix).reduce((sum, [, n]) => sum + n, 0);
}

function per100(part: number, of: number): string {
  return of === 0 ? '–' : ((100 * part) / of).toFixed(1);
}

function head({ tally: { counts }, versions, from, to, exportedAt, shard }: Result): string {
  const part =
    shard.of > 1 ? ` This is shard ${shard.index + 1} of ${shard.of} only: merge them before you judge.` : '';
  return `<h1>What ClearStage would have said to your own patients</h1>
<p>${escapeHtml((counts['patients'] ?? 0).toLocaleString('en'))} patients, ${escapeHtml(total(counts, 'calls').toLocaleString('en'))} moments,
${from === null ? 'up to' : `${isoDay(from)} to`} ${isoDay(to)}; export of ${isoDay(exportedAt)}. Answered by ${escapeHtml(versions.join(' and '))}.${part}</p>
<p class="small">For the committee that decides; it holds counts, no patient's data. Nothing was shown to anybody: this is what would have been shown,
each time from what was on record at that moment. Intervals are Wilson's, 95 %; moments of one patient are alike, so they are somewhat too narrow.</p>`;
}

function cardsSection({ tally: { counts, days } }: Result): string {
  const hooks = under(counts, 'calls').map(([hook, calls]) => {
    const cards = counts[`cards|${hook}`] ?? 0;
    return [
      hook,
      calls,
      cards,
      per100(cards, calls),
      withInterval(wilson(counts[`calls with a card|${hook}`] ?? 0, calls)),
    ];
  });
  const openings = counts['openings without injury'] ?? 0;
  const told = total(counts, 'opening cards');
  const warned = total(counts, 'opening warnings');
  const critical = counts['openings with a critical card'] ?? 0;
  const userDays = Object.values(days).reduce((sum, d) => sum + d.length, 0);
  const load =
    userDays === 0
      ? 'The export names no clinicians with its visits and orders, so no load per clinician is told.'
      : `Expected load: ${((counts['cards of named users'] ?? 0) / userDays).toFixed(2)} cards per clinician and day with a call (${Object.keys(days).length} clinicians, ${userDays} days of work).`;
  return `<h2>How often it would speak</h2>
${table({ head: ['Hook', 'Calls', 'Cards', 'Cards per 100', 'Calls with a card'], rows: hooks })}
<p>${escapeHtml(load)}</p>
<p>Chart openings without injury: ${openings.toLocaleString('en')}; per 100 of them ${per100(told, openings)} cards (${target(told, openings, 10)}) and ${per100(warned, openings)} warnings (${target(warned, openings, 3)}).
Openings with a critical card: ${withInterval(wilson(critical, counts['openings'] ?? 0))} (${target(critical, counts['openings'] ?? 0, 1.5)}).</p>
${table({ head: ['Rule', 'Cards', 'Per 100 openings without injury', 'Warnings'], rows: under(counts, 'opening cards').map(([rule, n]) => [rule, n, per100(n, openings), counts[`opening warnings|${rule}`] ?? 0]), none: 'No card at chart opening.' })}
<p>Not said again because it had been told: ${counts['withheld'] ?? 0}. Nobody answers in a replay: cards that a clinician would have accepted or overridden count as repeats below.</p>`;
}

/** @source ours */
function target(part: number, of: number, most: number): string {
  return `target: at most ${most} in 100, ${part * 100 <= most * of ? 'met' : 'missed'}`;
}

function rulesSection({ tally: { counts } }: Result): string {
  const calls = total(counts, 'calls');
  const results = counts['calls|result-view'] ?? 0;
  const weeks = under(counts, 'week calls').length;
  const strata = under(counts, 'stratum');
  const rules = [...new Set(strata.map(([name]) => name.split('|')[0] ?? ''))];
  const of = (rule: string, indicator: string): number => counts[`stratum|${rule}|${indicator}`] ?? 0;
  const rows = rules
    .map((rule) => {
      const by = ['critical', 'warning', 'info'].map((i) => of(rule, i));
      const all = by.reduce((a, b) => a + b, 0);
      return [
        rule,
        all,
        ...by,
        counts[`first|${rule}`] ?? 0,
        counts[`repeat|${rule}`] ?? 0,
        counts[`class|${rule}|action`] ?? 0,
        per100(all, results),
        weeks === 0 ? '–' : (all / weeks).toFixed(1),
        withInterval(wilson(all, Math.max(calls, all))),
      ] as const;
    })
    .sort((a, b) => b[1] - a[1]);
  return `<h2>By rule and urgency</h2>
<p class="small">A card counts under the rule that gave its summary. “Repeat”: the same, on the same inputs, had been said of the patient before.
“Offers”: cards with something to accept, an order or a stage for the record; the others inform, and ask for nothing.</p>
${table({ head: ['Rule', 'Cards', 'critical', 'warning', 'info', 'First', 'Repeat', 'Offers', 'Per 100 B2M', 'Per week', 'Share of all calls'], rows, none: 'No card at all.' })}`;
}

function weeksSection({ tally: { counts } }: Result): string {
  const weeks = [...under(counts, 'week calls')].sort(([a], [b]) => (a < b ? -1 : 1));
  const cards = (week: string): number => counts[`week cards|${week}`] ?? 0;
  const points = weeks.slice(-260).map(([week, calls]) => ({
    label: week,
    value: cards(week),
    title: `${week}: ${cards(week)} cards in ${calls} calls`,
  }));
  const sum = weeks.reduce((n, [week]) => n + cards(week), 0);
  const mean = weeks.length === 0 ? 0 : sum / weeks.length;
  const year = weeks.slice(-52);
  const lately = year.length === 0 ? 0 : year.reduce((n, [week]) => n + cards(week), 0) / year.length;
  return `<h2>By week</h2><p>${lately.toFixed(1)} cards a week in the last ${year.length} weeks with calls, ${mean.toFixed(1)} over all ${weeks.length}${weeks.length > 260 ? '; the last 260 are drawn' : ''}.</p>${bars(points)}`;
}

function placesSection({ tally: { counts } }: Result): string {
  const rows = under(counts, 'department calls')
    .slice(0, 60)
    .map(([name, calls]) => {
      const cards = counts[`department cards|${name}`] ?? 0;
      return [name, calls, cards, per100(cards, calls)];
    });
  return `<h2>By department</h2>${table({ head: ['Department', 'Calls', 'Cards', 'Cards per 100'], rows, none: 'The export names no department with its visits.' })}`;
}

function changesSection({ transitions, versions }: Result): string {
  if (versions.length < 2) return '';
  const patients = transitions['patients|any'] ?? 0;
  const kinds = under(transitions, 'moments').map(([kind, n]) => [kind, n, transitions[`patients|${kind}`] ?? 0]);
  const rows = under(transitions, 'transition')
    .slice(0, 100)
    .map(([name, n]) => [...name.split('|').slice(0, 3), n]);
  return `<h2>What the change changes</h2><p>${patients} patients read differently at some moment. Each is in differences.csv and .ndjson.</p>
${table({ head: ['How', 'Moments', 'Patients'], rows: kinds, none: 'No answer differs.' })}
${kinds.length === 0 ? '' : table({ head: ['How', 'Before', 'After', 'Moments'], rows })}`;
}

function knownSection({ tally: { counts } }: Result): string {
  const rows = under(counts, 'unknown then').map(([name, n]) => [name, n]);
  return `<h2>What could not be known of a moment</h2>
<p class="small">An export holds only what became of a record. What was known is placed by the dates inside; where none tells, it was left out and the list it
belongs to counts as read in part (“not placed”), or its status counts as not known (“status not told”): nothing is claimed to be absent there.</p>
${table({ head: ['What', 'Times'], rows, none: 'Every record could be placed in time.' })}
<p>B2M without a moment: ${counts['B2M without a moment'] ?? 0}. Patients without a Patient resource, not replayed: ${counts['patients without a Patient resource'] ?? 0}.</p>`;
}

function inputSection({ input, skipped, tally: { counts } }: Result): string {
  const { counts: read, files, others } = input;
  const types = Object.entries(read).flatMap(([name, n]) =>
    name.startsWith('type ') ? [[name.slice(5), n] as const] : [],
  );
  const list = (all: readonly Skipped[]): string =>
    table({
      head: ['File', 'Byte', 'Why'],
      rows: all.slice(0, 100).map((s) => [files[s.file] ?? '', s.at === AT_END ? 'end' : s.at, s.why]),
      none: 'None.',
    });
  const subsetted = read['subsetted'] ?? 0;
  return `<h2>What was read</h2>
${subsetted > 0 ? `<p class="warn">${subsetted} resources are tagged SUBSETTED: elements were left out. What is absent there proves nothing, and no answer claims it.</p>` : ''}
<p>${(read['lines'] ?? 0).toLocaleString('en')} lines of ${files.length} files; ${read['broken'] ?? 0} lines and ${counts['broken records'] ?? 0} records could not be read and were skipped;
${read['deleted'] ?? 0} deletions; ${counts['repeated records'] ?? 0} records stood there twice. ${others.length > 0 ? `Passed over: ${escapeHtml(others.slice(0, 20).join(', '))}.` : ''}</p>
${table({ head: ['Type', 'Lines'], rows: [...types].sort((a, b) => b[1] - a[1]) })}
<h3>Lines that could not be read</h3>${list([...input.skipped, ...skipped])}
${table({
  head: ['Outcome in the export', 'Times'],
  rows: Object.entries(read)
    .filter(([n]) => n.startsWith('outcome '))
    .map(([n, k]) => [n.slice(8), k]),
  none: 'The export reports no errors of its own.',
})}`;
}

function reviewSection({ sample, perStratum }: Result): string {
  const rows = Object.entries(sample.sizes).map(([stratum, { moments, patients }]) => {
    const drawn = sample.drawn[stratum]?.length ?? 0;
    return [
      stratum,
      moments,
      patients,
      drawn,
      drawn >= patients ? 'all' : `${percent(drawn / patients)} of the patients`,
    ];
  });
  return `<h2>Is it right? The review sample</h2>
<p>Open review.html (or fill in review.csv), one moment after the other; a second reviewer takes review-second.html. Up to ${perStratum} patients of each stratum,
every critical card, and moments at which nothing was said, which alone can show a miss. Then <code>clearstage review</code> tells how often it was right.
For scale: 30 of 30 right means 89 to 100 %, 3 of 3 means 44 to 100 %.</p>
${table({ head: ['Stratum', 'Moments', 'Patients', 'Drawn', 'That is'], rows })}`;
}
