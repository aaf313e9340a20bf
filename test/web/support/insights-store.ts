// A store of twelve weeks for the insights page, and its numbers, counted while it is made.
import { openStore } from '../../../src/store/store.ts';
import { AS_OF } from '../../../fixtures/chart.ts';
import type { FeedbackEntry, IssuedCard } from '../../../src/contracts/ports.ts';
import { listening } from '../../store/databases.ts';

const DAY = 86_400_000;
const SERVICE = 'b2m-patient-view';
const CLIENT = 'General Hospital';

export interface Counted {
  readonly calls: number;
  readonly cards: number;
  readonly withAction: number;
  readonly actionAccepted: number;
  readonly accepted: number;
  readonly overridden: number;
  readonly critical: number;
}

const GROUPS = [
  { role: 'Oncologist', department: 'Haematology' },
  { role: 'Oncologist', department: 'Nephrology' },
  { role: 'Nurse', department: 'Haematology' },
  {},
] as const;

/** What is asked, shown and answered on each of 84 days: by the day's number, so that it can be counted. */
export async function fillStore(dataDir: string): Promise<Counted> {
  const { options } = listening({ dataDir });
  const now = Date.parse(AS_OF);
  const store = await openStore({
    ...options,
    clock: () => now,
    retention: { ...options.retention, commentsDays: 400 },
  });
  const counted = { calls: 0, cards: 0, withAction: 0, actionAccepted: 0, accepted: 0, overridden: 0, critical: 0 };
  const cards: IssuedCard[] = [];
  const answers: FeedbackEntry[] = [];
  for (let day = 0; day < 84; day++) {
    const at = now - (83 - day) * DAY;
    const group = GROUPS[day % 4] ?? {};
    for (let call = 0; call < 40; call++) store.recordCall({ serviceId: SERVICE, client: CLIENT, at, ...group });
    counted.calls += 40;
    for (let n = 0; n < 6; n++) {
      const isCritical = n === 5 && day % 3 === 0;
      const hasAction = n < 4;
      const uuid = `00000000-0000-4000-8000-${String(day).padStart(6, '0')}${String(n).padStart(6, '0')}`;
      cards.push({
        uuid,
        serviceId: SERVICE,
        rules: isCritical ? ['acute-kidney-injury'] : hasAction ? ['iss-stage', 'renal-confounding'] : ['follow-up'],
        version: day < 50 ? '1.0.0' : '1.1.0',
        indicator: isCritical ? 'critical' : 'info',
        client: CLIENT,
        at,
        suggestions: hasAction ? [`s-${uuid}`] : [],
        memoryKey: `patient ${day % 10} card ${n}`,
        ...group,
      });
      counted.cards++;
      if (isCritical) counted.critical++;
      if (hasAction) counted.withAction++;
      const entry = { card: uuid, outcomeAt: at, acceptedSuggestions: [] };
      if (hasAction && (day + n) % 3 === 0) {
        answers.push({ ...entry, outcome: 'accepted', acceptedSuggestions: [`s-${uuid}`] });
        counted.accepted++;
        counted.actionAccepted++;
      } else if ((day + n) % 7 === 0) {
        const reasonCode = day % 2 === 0 ? 'staged-elsewhere' : 'action-not-priority';
        const userComment = n === 0 && day === 7 ? 'Staged at the other hospital last month.' : undefined;
        answers.push({ ...entry, outcome: 'overridden', reasonCode, userComment });
        counted.overridden++;
      }
    }
  }
  store.recordIssued(cards);
  await store.writeShown();
  for (let i = 0; i < answers.length; i += 200) {
    await store.saveFeedback(SERVICE, CLIENT, answers.slice(i, i + 200), now);
  }
  store.recordOpened('00000000-0000-4000-8000-000010000000', 'basis');
  await store.close();
  return counted;
}
