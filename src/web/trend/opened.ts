// Tells our server that the trend was opened from a card, where the launch hands on which: insights count it once.

/** @param appContext of the card's link, as the EHR handed it on: `view=trend&card=…` */
export function tellOpened(appContext: unknown): void {
  const card = typeof appContext === 'string' ? new URLSearchParams(appContext).get('card') : null;
  if (!card) return;
  // nobody waits for it, and nothing on the page depends on it
  fetch(`/opened/trend/${encodeURIComponent(card)}`, { method: 'POST', keepalive: true }).catch(() => undefined);
}
