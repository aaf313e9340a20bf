// The page on which a user chooses a synthetic patient, when an app is opened without one.

/** @param url of the request for authorization; each link is the same with its patient @returns HTML */
export function patientChoice(url: URL, patients: readonly { readonly id: string; readonly name: string }[]): string {
  const items = patients.map(({ id, name }) => {
    const search = new URLSearchParams(url.search);
    search.set('patient', id);
    return `<li><a href="?${escaped(search.toString())}">${escaped(name)}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Choose a patient · ClearStage demonstration</title></head>
<body><main><h1>Choose a synthetic patient</h1><ul>
${items.join('\n')}
</ul></main></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
