// Whose answers are remembered: those of this browser session, until it is reset. Also what was answered, and when.

const ID = 'clearstage-session';
const ANSWERED = 'clearstage-answered';

export interface Answered {
  /** ISO moment. */
  readonly at: string;
  /** As it was told to the reader: `Dismissed: not relevant`. */
  readonly how: string;
}

/** The name of this session, as it stands in each request of the console. */
export function sessionId(): string {
  const known = sessionStorage.getItem(ID);
  if (known) return known;
  const fresh = crypto.getRandomValues(new Uint32Array(4)).join('-');
  sessionStorage.setItem(ID, fresh);
  return fresh;
}

/** Forgets every answer of this session. */
export function resetSession(): void {
  sessionStorage.removeItem(ID);
  sessionStorage.removeItem(ANSWERED);
}

/** @param patientId whose card it was @param rules the ids of the card's rules */
export function rememberAnswer(patientId: string, rules: readonly string[], answered: Answered): void {
  const all = { ...known(), [keyOf(patientId, rules)]: answered };
  sessionStorage.setItem(ANSWERED, JSON.stringify(all));
}

export function answerTo(patientId: string, rules: readonly string[]): Answered | undefined {
  return known()[keyOf(patientId, rules)];
}

function known(): Readonly<Record<string, Answered>> {
  try {
    return JSON.parse(sessionStorage.getItem(ANSWERED) ?? '{}') as Record<string, Answered>;
  } catch {
    return {};
  }
}

function keyOf(patientId: string, rules: readonly string[]): string {
  return `${patientId} ${rules.join(' ')}`;
}
