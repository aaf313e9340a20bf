// The frame of a knowledge page: Markdown of ours → HTML with nothing inline, readable on a phone, on paper and in the dark.
import { Marked } from 'marked';
import { escapeHtml } from '../contracts/html.ts';

export interface PageFrame {
  readonly title: string;
  readonly markdown: string;
  /** Path in front of `/knowledge`, without a trailing slash. */
  readonly prefix: string;
  /** What must be read before the page: what the site has changed, what is overdue. */
  readonly notices: readonly string[];
  /** Other forms of the page: label and path below `/knowledge`. */
  readonly forms: readonly (readonly [label: string, path: string])[];
}

/** Links between pages are `<id>.md`; here they are addresses. */
export function knowledgePage({ title, markdown, prefix, notices, forms }: PageFrame): string {
  const at = `${prefix}/knowledge`;
  const marked = new Marked({
    gfm: true,
    walkTokens: (token) => {
      const id = token.type === 'link' ? /^([\w-]+)\.md$/.exec(String(token.href))?.[1] : undefined;
      if (id !== undefined) Object.assign(token, { href: id === 'README' ? at : `${at}/${id}` });
    },
  });
  const links = [['All pages', ''] as const, ...forms].map(
    ([label, path]) => `<a href="${escapeHtml(path === '' ? at : `${at}/${path}`)}">${escapeHtml(label)}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · ClearStage</title>
<link rel="stylesheet" href="${escapeHtml(at)}/style.css">
</head>
<body>
<header><strong>ClearStage</strong> <nav aria-label="Knowledge">${links.join(' ')}</nav></header>
<main>
${notices.map((notice) => `<p class="notice">${escapeHtml(notice)}</p>`).join('\n')}
${marked.parse(markdown, { async: false })}
</main>
</body>
</html>
`;
}

export const KNOWLEDGE_STYLE = `:root { color-scheme: light dark; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; border-bottom: 1px solid; padding-bottom: 0.5rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
@media (min-width: 24rem) { th { overflow-wrap: normal; } }
li, p, code { overflow-wrap: anywhere; }
.notice { border: 2px solid; padding: 0.5rem 1rem; font-weight: bold; }
@media print { header nav { display: none; } }
`;
