// Most charts hold nothing that a rule could begin with: they are answered without being read.
import { CARD_WORDS } from '../cards/phrases.en.ts';
import { holdsLead, type Lead } from '../clinical/facts/leads.ts';
import { HOOKS, type HookName } from '../contracts/hooks.ts';
import type { Answered, Service } from '../contracts/service.ts';
import type { Rule } from './rule.ts';

type Beginning = Pick<Rule<never>, 'id' | 'hooks' | 'beginsWith'>;

/** `silenceOver` of a service with these rules; where a result was opened the chart is always read. */
export function silenceOf(
  rules: readonly Beginning[],
  localCodes: ReadonlyMap<string, string>,
): NonNullable<Service['silenceOver']> {
  const leads = new Map(HOOKS.map((hook) => [hook, leadsOf(rules, hook)]));
  const silence: Answered = {
    cards: [],
    rules: rules.map(({ id }) => ({ id, fired: false, because: CARD_WORDS.rules.nothingToBeginWith })),
  };
  return ({ hook, results }, { resources }) => {
    const wanted = leads.get(hook);
    if (!wanted || results.length > 0 || holdsLead(resources, wanted, localCodes)) return undefined;
    return silence;
  };
}

/** What the rules of a hook begin with; undefined where one of them may begin with anything. */
function leadsOf(rules: readonly Beginning[], hook: HookName): ReadonlySet<Lead> | undefined {
  const asked = rules.filter(({ hooks }) => hooks.includes(hook));
  const leads = asked.flatMap(({ beginsWith }) => beginsWith ?? []);
  return asked.every(({ beginsWith }) => beginsWith !== undefined) ? new Set(leads) : undefined;
}
