// Draft cards → final ones, with identities; suppressed are those a clinician has answered while their inputs stay the same.
import { createHmac } from 'node:crypto';
import { formOf, renderBody } from '../cards/body.ts';
import type { Card, DraftCard, Link, Once } from '../cards/types.ts';
import type { Call } from './call.ts';
import { partyOf } from '../contracts/ports.ts';
import type { CardStore, IssuedCard } from '../contracts/ports.ts';

/** In a request's `extension`, of calls without authentication only. */
const SESSION = 'org.clearstage.session';

export interface FinaliseDeps {
  readonly store: CardStore;
  readonly newId: () => string;
  /** Absolute base of relative links, without a trailing slash. */
  readonly publicBaseUrl: string;
  /** Secret of the memory keys; undefined when the service is not to remember. */
  readonly memorySecret?: Buffer | undefined;
  /** A card's links tell which card they were opened from, to be counted. */
  readonly countLinks?: boolean;
  /** Nobody is shown a card: what is remembered of it never keeps anything from being shown later. */
  readonly shadow?: boolean;
  /** The demonstration's: their patients are shown to whoever tries it, so what is told once is told each time. */
  readonly ownFhirServers?: readonly string[];
}

export interface FinalCards {
  readonly cards: readonly Card[];
  readonly memoryKeys: readonly (string | undefined)[];
  /** By card: of what is said once. */
  readonly toldKeys: readonly (string | undefined)[];
  /** Suppressed drafts: a clinician has accepted or overridden them, or this user has been told. */
  readonly withheld: readonly Suppressed[];
}

export interface Suppressed {
  readonly draft: DraftCard;
  readonly because: 'answered' | 'told';
}

const NOTHING: FinalCards = { cards: [], memoryKeys: [], toldKeys: [], withheld: [] };

/** Gives out identities; asks the store only when there is something to ask about. */
export async function finaliseCards(drafts: readonly DraftCard[], call: Call, deps: FinaliseDeps): Promise<FinalCards> {
  if (drafts.length === 0) return NOTHING;
  const { memorySecret } = deps;
  if (!memorySecret) return { ...NOTHING, cards: drafts.map((d) => toCard(d, call, deps)) };

  const { fhirServer } = call.request;
  const isShow = typeof fhirServer === 'string' && deps.ownFhirServers?.includes(fhirServer) === true;
  const apart = (key: string): string => (deps.shadow ? `shadow.${key}` : key);
  const keyed = drafts.map((draft) => ({
    draft,
    memory: apart(memoryKey(draft, call, memorySecret)),
    told: draft.once === undefined || isShow ? undefined : apart(toldKey(draft, draft.once, call, memorySecret)),
  }));
  const asked = keyed.flatMap(({ memory, told }) => [memory, ...(told === undefined ? [] : [told])]);
  const within = new Map(
    keyed.flatMap(({ draft: { once }, told }) =>
      told === undefined || !once?.days ? [] : [[told, once.days] as const],
    ),
  );
  const suppressed = await deps.store.suppressed(asked, call.now, within);
  const isTold = ({ told }: (typeof keyed)[number]): boolean => told !== undefined && suppressed.has(told);
  const shown = keyed.filter((k) => !suppressed.has(k.memory) && !isTold(k));
  return {
    cards: shown.map(({ draft }) => toCard(draft, call, deps)),
    memoryKeys: shown.map(({ memory }) => memory),
    toldKeys: shown.map(({ told }) => told),
    withheld: keyed
      .filter((k) => !shown.includes(k))
      .map(({ draft, memory }) => ({ draft, because: suppressed.has(memory) ? 'answered' : 'told' })),
  };
}

/** What the store keeps of issued cards: no patient data. */
export function toIssued(final: FinalCards, { endpoint, caller, now, group }: Call): readonly IssuedCard[] {
  return final.cards.map((card, i) => {
    const key = final.memoryKeys[i];
    const told = final.toldKeys[i];
    return {
      uuid: card.uuid,
      serviceId: endpoint.id,
      rules: card.extension['org.clearstage.evidence'].rules.map((r) => r.id),
      version: endpoint.service.version,
      indicator: card.indicator,
      client: partyOf(caller),
      at: now,
      suggestions: card.suggestions?.map((s) => s.uuid) ?? [],
      ...group,
      ...(key !== undefined && { memoryKey: key }),
      ...(told !== undefined && { toldKey: told }),
    };
  });
}

function toCard(draft: DraftCard, call: Call, deps: FinaliseDeps): Card {
  const { suggestions, links, ...rest } = asShown(draft, call, deps);
  const uuid = deps.newId();
  return {
    uuid,
    ...rest,
    ...(suggestions && { suggestions: suggestions.map((s) => ({ uuid: deps.newId(), ...s })) }),
    ...(links && { links: deps.countLinks ? links.map((link) => marked(link, uuid, deps)) : links }),
  };
}

/** A card as this client is shown it, still without identities. */
export function asShown(
  draft: DraftCard,
  { caller }: Call,
  { publicBaseUrl }: Pick<FinaliseDeps, 'publicBaseUrl'>,
): Omit<DraftCard, 'once' | 'unused' | 'body'> {
  // What a card says once stays here, and what its detail is made of.
  const { links, once: _, unused: __, body, ...rest } = draft;
  const form = formOf(caller.cards);
  return {
    ...rest,
    ...(form !== 'tables' && { detail: renderBody(body, form) }),
    ...(links && { links: links.map((l) => (l.url.startsWith('/') ? { ...l, url: publicBaseUrl + l.url } : l)) }),
  };
}

/** A link to us says which card it stood on: by a query, or where an EHR launches the page, by what it hands on with it. */
function marked(link: Link, card: string, { publicBaseUrl }: FinaliseDeps): Link {
  if (!link.url.startsWith(`${publicBaseUrl}/`)) return link;
  if (link.type === 'absolute') return { ...link, url: `${link.url}?card=${card}` };
  return { ...link, appContext: `${link.appContext === undefined ? '' : `${link.appContext}&`}card=${card}` };
}

/**
 * Names "this said of this patient on these inputs" without telling the patient. Derived values stay out: age changes
 * them daily. The knowledge version stays out: a new release is no reason to repeat what was answered.
 */
function memoryKey(draft: DraftCard, { request, caller }: Call, secret: Buffer): string {
  const evidence = draft.extension['org.clearstage.evidence'];
  const inputs = evidence.inputs
    .map((i) => [i.analyte, i.reference, i.comparator ?? '', i.value, i.unit, i.effective ?? ''].join('|'))
    .sort();
  const said = [
    ...partyOfMemory(caller, request),
    request.context.patientId,
    evidence.rules.map((r) => r.id),
    inputs,
    evidence.assessments.map((a) => [a.system, a.possible]),
    ...(draft.unused ? [draft.unused] : []),
  ];
  return createHmac('sha256', secret).update(JSON.stringify(said)).digest('base64url');
}

/**
 * Among whom answers are remembered: a client's tenant. Who calls without authentication may name a session, so that two
 * who try the demonstration at one time, or the call printed at its start, don't answer for each other.
 */
function partyOfMemory({ issuer, tenant }: Call['caller'], { extension }: Call['request']): readonly string[] {
  const party = [issuer ?? '', tenant ?? ''];
  if (issuer !== undefined || typeof extension !== 'object' || extension === null) return party;
  const session: unknown = Reflect.get(extension, SESSION);
  return typeof session === 'string' && session.length <= 64 ? [...party, session] : party;
}

/** Names "this user has been told this of this patient", or anybody where it is said once of a patient. */
function toldKey(draft: DraftCard, { what, ofPatient }: Once, { request, caller }: Call, secret: Buffer): string {
  const said = [
    'told',
    ...partyOfMemory(caller, request),
    request.context.patientId,
    ofPatient ? '' : request.context.userId,
    draft.extension['org.clearstage.evidence'].rules[0]?.id,
    what,
  ];
  return createHmac('sha256', secret).update(JSON.stringify(said)).digest('base64url');
}
