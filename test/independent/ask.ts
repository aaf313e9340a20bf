// What the service answers about a random patient, in this process or over HTTP, as far as the decisions are compared.
import { explainAlone } from '../../fixtures/explain-alone.ts';
import { services } from '../../fixtures/published.ts';
import { compileEndpoints } from '../../src/protocol/endpoints.ts';
import { resultView } from './record.ts';
import { NOW } from './time.ts';

const endpoint = compileEndpoints(services).get('b2m-result-view');
if (!endpoint) throw new Error('no service answers result-view');
/** Prefetch keys of the service. */
export const KEYS = [...endpoint.templates.keys()];

interface Assessment {
  readonly system: string;
  readonly possible: readonly string[];
  readonly basis?: string;
}

interface Evidence {
  readonly rules?: readonly { readonly id: string }[];
  readonly assessments?: readonly Assessment[];
  readonly inputs?: readonly { readonly analyte: string; readonly value: number }[];
  readonly derived?: readonly { readonly name: string }[];
}

export interface Card {
  readonly indicator: string;
  readonly summary: string;
  readonly detail?: string;
  readonly suggestions?: readonly { readonly label: string }[];
  readonly extension: { readonly 'org.clearstage.evidence': Evidence };
}

export interface Answer {
  readonly cards: readonly Card[];
  readonly evidence: Evidence;
  readonly rules: readonly { readonly id: string; readonly fired: boolean; readonly because: string }[];
}

export const bodyOf = (
  person: fhir4.Patient,
  resources: readonly fhir4.FhirResource[],
  inPart: readonly string[] = [],
): object => resultView(person, resources, KEYS, inPart);

/** In this process, nothing searched for and nothing remembered. */
export async function askHere(body: object): Promise<Answer> {
  if (!endpoint) throw new Error('no service answers result-view');
  return (await explainAlone(endpoint, body, NOW)) as Answer;
}

/** The card that this rule leads. */
export function cardOf({ cards }: Pick<Answer, 'cards'>, rule: string): Card | undefined {
  return cards.find((c) => c.extension['org.clearstage.evidence'].rules?.[0]?.id === rule);
}

export const assessed = ({ evidence }: Answer, system: string): Assessment | undefined =>
  evidence.assessments?.find((a) => a.system === system);

/** The stages that cards offer for the record. */
export function offered({ cards }: Pick<Answer, 'cards'>): readonly string[] {
  return cards.flatMap((c) => c.suggestions ?? []).flatMap(({ label }) => (label.startsWith('Record ') ? [label] : []));
}
