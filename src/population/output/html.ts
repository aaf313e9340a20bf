// Pieces of a page that stands in one file, opens from a disk and prints.
import { escapeHtml } from '../../contracts/html.ts';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Shown where there are no rows. */
  readonly none?: string;
}

/** Numbers to the right, words to the left. */
export function table({ head, rows, none = 'None.' }: Table): string {
  if (rows.length === 0) return `<p>${escapeHtml(none)}</p>`;
  const cell = (value: string | number): string =>
    `<td${classOf(value)}>${escapeHtml(typeof value === 'number' ? value.toLocaleString('en') : value)}</td>`;
  return `<table><thead><tr>${head.map((h, i) => `<th scope="col"${classOf(rows[0]?.[i] ?? '')}>${escapeHtml(h)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map(cell).join('')}</tr>`)
    .join('\n')}</tbody></table>`;
}

function classOf(value: string | number): string {
  return typeof value === 'number' || /^(?:\d+\.\d+|–)$/.test(value) ? ' class="n"' : '';
}

/** Bars of one colour with their numbers in words, for a course of weeks. */
export function bars(
  points: readonly { readonly label: string; readonly value: number; readonly title: string }[],
): string {
  const most = Math.max(...points.map((p) => p.value), 1e-9);
  const width = Math.max(2, Math.min(24, Math.floor(900 / Math.max(1, points.length))));
  const rects = points.map(
    ({ value, title }, i) =>
      `<rect x="${i * width}" y="${(100 - (100 * value) / most).toFixed(1)}" width="${width - 1}" height="${((100 * value) / most).toFixed(1)}"><title>${escapeHtml(title)}</title></rect>`,
  );
  const [first, last] = [points[0]?.label ?? '', points.at(-1)?.label ?? ''];
  return `<figure><svg viewBox="0 0 ${points.length * width} 100" role="img" aria-label="${escapeHtml(`from ${first} to ${last}, at most ${most.toFixed(1)}`)}" preserveAspectRatio="none">${rects.join('')}</svg><figcaption>${escapeHtml(first)} to ${escapeHtml(last)}; the highest bar is ${escapeHtml(most.toFixed(1))}</figcaption></figure>`;
}

export function page(title: string, body: string, script = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main>${script === '' ? '' : `<script>${script}</script>`}</body></html>
`;
}

const STYLE = `
:root{color-scheme:light dark;--line:#8886}
body{font:16px/1.5 system-ui,sans-serif;margin:0}
main{max-width:68rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.6rem;line-height:1.2}h2{margin-top:2.2rem;border-bottom:1px solid var(--line)}
table{border-collapse:collapse;max-width:100%;margin:.6rem 0;font-size:.93rem}
th,td{text-align:left;padding:.25rem 1.2rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
th.n,td.n{text-align:right;font-variant-numeric:tabular-nums}
svg{width:100%;height:7rem}rect{fill:#2a6fb0}figure{margin:.6rem 0}figcaption,.small{font-size:.85rem}
.warn{border-left:.3rem solid #b45309;padding:.2rem .8rem}
fieldset{border:1px solid var(--line);margin:1rem 0;break-inside:avoid}legend{font-weight:600}
label{margin-right:1rem}.card{border-left:.2rem solid var(--line);padding-left:.8rem}.card table{margin:.3rem 0}
input[type=number]{width:5rem;font:inherit}textarea,input[type=text]{width:100%;box-sizing:border-box;font:inherit}
button{font:inherit;padding:.5rem 1rem}
@media print{main{max-width:none;padding:0}h2{break-after:avoid}tr{break-inside:avoid}button{display:none}}
`;
