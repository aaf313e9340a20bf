// The review sample as a form: a page to fill in and a table to fill in, with what makes a filled one recognisable.
import { Marked } from 'marked';
import { digest } from '../../protocol/case.ts';
import { csvField } from '../../contracts/csv.ts';
import { escapeHtml } from '../../contracts/html.ts';
import { page } from '../output/html.ts';
import type { Sample, Sampled } from '../output/sample.ts';
import type { Result } from '../run/result.ts';

export const VERDICTS = ['right', 'wrong', 'not useful', 'cannot tell'] as const;
export type Verdict = (typeof VERDICTS)[number];
export const REASONS = [
  'wrong patient state',
  'wrong data read',
  'wrong rule',
  'known already',
  'too late',
  'other',
] as const;

/** What `clearstage review` needs to know of the sample; written beside the form. */
export interface ReviewKey {
  /** Names sample, seed, versions and evidence: a form of another run is refused. */
  readonly run: string;
  readonly versions: readonly string[];
  readonly seed: string;
  readonly strata: Sample['sizes'];
  /** By id: stratum, and the rules that spoke. */
  readonly rows: Readonly<
    Record<string, { readonly stratum: string; readonly rules: readonly string[]; readonly evidence: string }>
  >;
}

/** One in so many goes to a second reviewer as well. */
const SECOND = 5;

export function reviewKeyOf({ sample, versions, seed }: Pick<Result, 'sample' | 'versions' | 'seed'>): ReviewKey {
  const all = Object.values(sample.drawn).flat();
  const rows = Object.fromEntries(all.map(({ id, stratum, rules, evidence }) => [id, { stratum, rules, evidence }]));
  return { run: digest(JSON.stringify([versions, seed, rows]), 16), versions, seed, strata: sample.sizes, rows };
}

/** The moments in an order that tells nothing of their stratum. */
export function rowsOf({ drawn }: Sample, second = false): readonly Sampled[] {
  const picked = Object.values(drawn).flatMap((own) => (second ? own.filter((_, i) => i % SECOND === 0) : own));
  return [...picked].sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : 1));
}

export function toCsvForm(rows: readonly Sampled[], run: string): string {
  const head = 'run,id,patient,at,hook,indicator,rules,what,verdict,why,would act,minutes,reviewer';
  const lines = rows.map((r) =>
    [run, r.id, r.patient, r.at, r.hook, r.indicator ?? 'silent', r.rules.join(' '), whatOf(r), '', '', '', '', '']
      .map(csvField)
      .join(','),
  );
  return `${[head, ...lines].join('\r\n')}\r\n`;
}

function whatOf({ summary, because }: Sampled): string {
  return summary ?? `nothing was said: ${(because ?? []).join('; ')}`;
}

export function toHtmlForm(rows: readonly Sampled[], key: ReviewKey, second: boolean): string {
  const title = second ? 'Review, second reviewer' : 'Review';
  const body = `<h1>${title}: was it right?</h1>
<p>${rows.length} moments. Look each up in the record <em>as it was at that time</em>, and judge by yourself${second ? ', without asking the first reviewer' : ''}.
<strong>Right</strong>: true of this patient and worth saying (for silence: rightly silent). <strong>Wrong</strong>: not true, or a miss.
<strong>Not useful</strong>: true, but known already or nothing to act on. Answers leave this page only by the file you save; this page holds patient references: keep it where records are kept.</p>
<p><label>Reviewer <input type="text" id="reviewer"></label></p>
<form id="form">${rows.map(toFieldset).join('\n')}</form>
<p><button type="button" id="save">Save the answers</button> <span id="said" role="status"></span></p>`;
  return page(title, body, script(key));
}

function toFieldset(r: Sampled, i: number): string {
  const what =
    r.summary === undefined
      ? `<p>Nothing was said.</p><details><summary>Why each rule was silent</summary><ul>${(r.because ?? []).map((b) => `<li>${escapeHtml(b)}</li>`).join('')}</ul></details>`
      : `<p><strong>[${escapeHtml(r.indicator ?? '')}] ${escapeHtml(r.summary)}</strong></p><div class="card">${asHtml(r.detail ?? '')}</div>`;
  return `<fieldset data-id="${escapeHtml(r.id)}"><legend>${i + 1}. ${escapeHtml(r.patient)}, ${escapeHtml(r.at)}, ${escapeHtml(r.hook)}</legend>${what}
<p>${VERDICTS.map((v) => `<label><input type="radio" name="v-${escapeHtml(r.id)}" value="${v}"> ${v}</label>`).join('')}</p>
<p><label>Why <select name="w-${escapeHtml(r.id)}"><option></option>${REASONS.map((w) => `<option>${w}</option>`).join('')}</select></label>
<label><input type="checkbox" name="a-${escapeHtml(r.id)}"> would act</label>
<label>Minutes <input type="number" min="0" name="m-${escapeHtml(r.id)}"></label></p>
<label>Remark <input type="text" name="t-${escapeHtml(r.id)}"></label></fieldset>`;
}

/** A card's Markdown as an EHR shows it; links are text here, and HTML stays what it says. */
const MARKDOWN = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    link: ({ text, href }) => `${escapeHtml(text)} (${escapeHtml(href)})`,
  },
});

function asHtml(detail: string): string {
  return MARKDOWN.parse(detail, { async: false });
}

function script({ run }: ReviewKey): string {
  return `document.getElementById('save').onclick=()=>{
const reviewer=document.getElementById('reviewer').value.trim();
const said=document.getElementById('said');
if(!reviewer){said.textContent='Who are you? Fill in the reviewer first.';return}
const f=document.getElementById('form').elements;
const answers=[...document.querySelectorAll('fieldset')].map(s=>{const id=s.dataset.id;
return{id,verdict:f['v-'+id].value,why:f['w-'+id].value,act:f['a-'+id].checked,minutes:f['m-'+id].value===''?undefined:+f['m-'+id].value,remark:f['t-'+id].value}}).filter(a=>a.verdict);
const blob=new Blob([JSON.stringify({run:${JSON.stringify(run)},reviewer,answers},null,1)],{type:'application/json'});
const a=document.createElement('a');a.href=URL.createObjectURL(blob);a.download='review-'+reviewer.replace(/[^\\w.-]+/g,'_')+'.json';a.click();
said.textContent=answers.length+' answers saved.'}`;
}
