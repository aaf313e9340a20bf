// Text put into HTML, as content or as the value of an attribute in quotes.

/** `a < "b"` → `a &#60; &#34;b&#34;`: nothing of it can begin an element, a reference or end a value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
