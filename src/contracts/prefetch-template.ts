// Prefetch templates: compiled once, resolved for each call into a query relative to the FHIR base.
import { DAY_MS, isoDay } from '../clinical/quantities/time.ts';

/** What the tokens of a template may stand for. @source https://cds-hooks.hl7.org/#prefetch-tokens */
export interface TokenValues {
  readonly patientId: string;
  readonly userId: string;
  readonly encounterId?: string;
  /** Milliseconds since 1970; `{{today()}}` is its UTC date. */
  readonly now: number;
}

type Token = (values: TokenValues) => string | undefined;

/** A template cut into literal text and tokens. */
export type PrefetchTemplate = readonly (string | Token)[];

const USER_TOKENS: Readonly<Record<string, string>> = {
  userPractitionerId: 'Practitioner',
  userPractitionerRoleId: 'PractitionerRole',
  userPatientId: 'Patient',
  userRelatedPersonId: 'RelatedPerson',
};

/**
 * Cuts a template into its parts.
 *
 * @throws Error naming the token that no client of ours could resolve
 */
export function compileTemplate(template: string): PrefetchTemplate {
  return template
    .split(/(\{\{.*?\}\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{{') ? compileToken(part.slice(2, -2).trim()) : part));
}

/** The query, or undefined when this call has no value for one of the tokens. */
export function resolveTemplate(template: PrefetchTemplate, values: TokenValues): string | undefined {
  let query = '';
  for (const part of template) {
    const text = typeof part === 'string' ? part : part(values);
    if (text === undefined) return undefined;
    query += text;
  }
  return query;
}

function compileToken(token: string): Token {
  if (token === 'context.patientId') return (v) => encodeURIComponent(v.patientId);
  // a reference: its slash is part of the query
  if (token === 'context.userId') return (v) => encodeURIComponent(v.userId).replaceAll('%2F', '/');
  if (token === 'context.encounterId') return (v) => v.encounterId && encodeURIComponent(v.encounterId);

  const userType = USER_TOKENS[token];
  if (userType !== undefined) return (v) => idOfType(v.userId, userType);

  const today = /^today\(\)(?:\s*([+-])\s*(\d+)\s*days?)?$/.exec(token);
  if (today) {
    const days = Number(today[2] ?? 0) * (today[1] === '-' ? -1 : 1);
    return (v) => isoDay(v.now + days * DAY_MS);
  }
  throw new Error(`prefetch template token {{${token}}} is not one that every client resolves`);
}

function idOfType(userId: string, type: string): string | undefined {
  const [kind, id, ...rest] = userId.split('/').slice(-2);
  return kind === type && id && rest.length === 0 ? encodeURIComponent(id) : undefined;
}
