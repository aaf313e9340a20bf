// The thirteen source attributes of an evidence-based intervention, 45 CFR 170.315(b)(11)(iv)(A), in their order.
import type { PageCitation, SourceAttribute } from '../../src/contracts/knowledge.ts';
import type { RuleAbout } from './about.ts';

interface Given {
  readonly citations: readonly PageCitation[];
  readonly version: string;
  /** Day of the last review. */
  readonly reviewed: string;
  /** Of one rule, or of all rules of a service. */
  readonly uses: readonly RuleAbout['uses'][];
}

/** @returns 1 to 13; none left out, none blank */
export function sourceAttributes({ citations, version, reviewed, uses }: Given): readonly SourceAttribute[] {
  const cited = citations.map(({ label, url }) => (url ? `${label}, ${url}` : label)).join('; ');
  const not = (attribute: string, text: string) => ({ attribute, used: false, text });
  const used = (attribute: string, of: keyof RuleAbout['uses']) => {
    const texts = [...new Set(uses.map((u) => u[of]).filter((text) => text !== ''))];
    const text = texts.length === 0 ? 'Not used.' : `${capital(texts.join('; '))}.`;
    return { attribute, used: texts.length > 0, text };
  };
  return [
    { attribute: 'Bibliographic citation', text: cited || 'None: a decision of the developer, as the page says.' },
    {
      attribute: 'Developer',
      text: 'The ClearStage project; where a site has changed settings, rules or lists, that site (its changes are named in the version).',
    },
    { attribute: 'Funding source of the technical implementation', text: 'None.' },
    {
      attribute: 'Release and revision dates',
      text: `Knowledge version ${version}, last reviewed on ${reviewed}; sources carry their year in 1, where one is known.`,
    },
    not('Use of race', 'CKD-EPI 2021 has none; equations with race are not used.'),
    not('Use of ethnicity', 'Not used.'),
    not('Use of language', 'Not used for the decision.'),
    not('Use of sexual orientation', 'Not used.'),
    not('Use of gender identity', 'Not used.'),
    used('Use of sex', 'sex'),
    used('Use of date of birth', 'birthDate'),
    not('Use of social determinants of health data', 'Not used.'),
    used('Use of health status assessments data', 'healthStatus'),
  ].map((attribute, i) => ({ number: i + 1, ...attribute }));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
