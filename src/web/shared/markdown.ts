// A card's detail as safe HTML: GitHub Flavoured Markdown, with raw HTML shown as the text it is.
import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { escapeHtml } from '../../contracts/html.ts';

const marked = new Marked({ gfm: true });
// hostile or careless markup in a chart stays readable instead of vanishing
marked.use({ renderer: { html: ({ text }) => escapeHtml(text), image: ({ text }) => escapeHtml(text) } });

const TAGS =
  'p br hr strong em del code pre ul ol li blockquote h1 h2 h3 h4 h5 h6 table thead tbody tr th td a sup sub'.split(
    ' ',
  );

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A') return;
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer');
});

/** Markdown to HTML that can carry neither script, style, form nor image. */
export function toSafeHtml(markdown: string): string {
  const html = marked.parse(markdown, { async: false });
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'title', 'align'],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
  });
}
