// What the preflight found: in plain words, and whether one may go live with it.

export type Severity = 'blocker' | 'warning' | 'info';

export interface Finding {
  readonly severity: Severity;
  /** What it is about: `metadata`, a prefetch key, `codes`, `token`. */
  readonly about: string;
  readonly text: string;
}

export const blocker = (about: string, text: string): Finding => ({ severity: 'blocker', about, text });
export const warning = (about: string, text: string): Finding => ({ severity: 'warning', about, text });
export const info = (about: string, text: string): Finding => ({ severity: 'info', about, text });

const MARKS: Readonly<Record<Severity, string>> = { blocker: '✗', warning: '!', info: '·' };

/** One line each, blockers first. */
export function render(findings: readonly Finding[]): string {
  const of = (severity: Severity): readonly Finding[] => findings.filter((f) => f.severity === severity);
  const lines = [...of('blocker'), ...of('warning'), ...of('info')].map(
    ({ severity, about, text }) => `${MARKS[severity]} ${about}: ${text}`,
  );
  const blockers = of('blocker').length;
  const end =
    blockers === 0
      ? 'Nothing stands against going live.'
      : `${blockers} ${blockers === 1 ? 'thing stands' : 'things stand'} against going live.`;
  return [...lines, '', end].join('\n');
}
