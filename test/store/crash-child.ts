// Saves feedback without end and says each batch's name once it is acknowledged; its parent kills it.

import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/store.ts';

const [dataDir = '', url, round = ''] = process.argv.slice(2);

const store = await openStore({
  dataDir,
  url: url === '' ? undefined : url,
  log: { write: () => undefined },
  memory: { enabled: true, days: 30 },
  retention: { issuedCardsDays: 400, feedbackDays: 400, commentsDays: 90 },
  clock: () => Date.now(),
});

for (let i = 0; ; i++) {
  const batch = `${round}-${i}`;
  const entries = ['first', 'second', 'third'].map((place) => ({
    card: `${batch}/${place}`,
    outcome: 'overridden' as const,
    outcomeAt: Date.now(),
    acceptedSuggestions: [],
    userComment: 'free text',
  }));
  await store.saveFeedback('b2m-result-view', 'General Hospital', entries, Date.now());
  // straight into the pipe: what the parent reads was acknowledged, whatever happens next
  writeSync(1, `${batch}\n`);
}
