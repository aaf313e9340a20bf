// JSON Schemas of what the server answers, for the API description and for the tests that hold every answer against them.

export const UUID = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' };
const TEXT = { type: 'string', minLength: 1 };
const COUNT = { type: 'integer', minimum: 0 };
const ABSOLUTE = { type: 'string', pattern: '^https?://' };
const CODING = closed({ code: TEXT, system: TEXT, display: TEXT });

/** An object with these members and no others; those named in `optional` may be absent. */
function closed(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

function list(items: object): object {
  return { type: 'array', minItems: 1, items };
}

const ACTION = closed({
  type: { const: 'create' },
  description: TEXT,
  resource: { type: 'object', required: ['resourceType'], properties: { resourceType: TEXT } },
});

/** @param identity what it is answered by */
function suggestion(identity: Readonly<Record<string, object>>): object {
  return closed(
    {
      label: TEXT,
      ...identity,
      isRecommended: { type: 'boolean' },
      actions: { type: 'array', minItems: 1, maxItems: 1, items: ACTION },
    },
    ['isRecommended'],
  );
}

const LINK = closed({ label: TEXT, url: ABSOLUTE, type: { enum: ['absolute', 'smart'] }, appContext: TEXT }, [
  'appContext',
]);

const SOURCE = closed({ label: TEXT, url: ABSOLUTE, icon: ABSOLUTE, topic: CODING }, ['url', 'icon', 'topic']);

/** A card as we give it. @param evidence where the schema of its evidence is */
export function cardSchema(evidence: string): object {
  return cardWith({ uuid: UUID }, evidence);
}

function cardWith(identity: Readonly<Record<string, object>>, evidence: string): object {
  return {
    ...closed(
      {
        ...identity,
        summary: { type: 'string', minLength: 1, maxLength: 139 },
        detail: TEXT,
        indicator: { enum: ['info', 'warning', 'critical'] },
        source: SOURCE,
        suggestions: list(suggestion(identity)),
        selectionBehavior: { const: 'any' },
        overrideReasons: list(CODING),
        links: list(LINK),
        extension: {
          type: 'object',
          required: ['org.clearstage.evidence'],
          properties: { 'org.clearstage.evidence': { $ref: evidence } },
        },
      },
      ['detail', 'suggestions', 'selectionBehavior', 'overrideReasons', 'links'],
    ),
    dependentRequired: { suggestions: ['selectionBehavior'] },
  };
}

/** The answer to a hook call. @source https://cds-hooks.hl7.org/#cds-service-response */
export function cardsSchema(card: object): object {
  return closed({ cards: { type: 'array', items: card } });
}

/** `GET /cds-services`. @source https://cds-hooks.hl7.org/#discovery */
export const DISCOVERY = closed({
  services: list(
    closed(
      {
        hook: TEXT,
        title: TEXT,
        description: TEXT,
        id: TEXT,
        prefetch: { type: 'object', additionalProperties: TEXT },
        usageRequirements: TEXT,
        version: TEXT,
        hookVersion: TEXT,
      },
      ['prefetch', 'usageRequirements'],
    ),
  ),
});

/** The answer to feedback: which cards were known. */
export const RECEIPT = closed({
  feedback: list(closed({ card: TEXT, known: { type: 'boolean' } })),
});

const INDICATOR = { enum: ['info', 'warning', 'critical'] };

const RULE = closed(
  { id: TEXT, fired: { type: 'boolean' }, because: TEXT, silenced: { const: true }, inShadow: INDICATOR },
  ['silenced', 'inShadow'],
);

const KEY = closed(
  {
    source: TEXT,
    resources: COUNT,
    reason: TEXT,
    incomplete: { const: true },
    complete: { type: 'array', items: TEXT },
  },
  ['reason', 'incomplete', 'complete'],
);

const UNREAD = {
  type: 'object',
  required: ['reference', 'type', 'why'],
  properties: {
    reference: { type: 'string' },
    type: { type: 'string' },
    coding: { type: 'object' },
    text: { type: 'string' },
    analyte: TEXT,
    why: TEXT,
  },
};

/** The answer of `explain`. */
export function explanationSchema(card: object, evidence: string): object {
  return closed(
    {
      cards: { type: 'array', items: card },
      evidence: { $ref: evidence },
      knowledge: TEXT,
      rules: { type: 'array', items: RULE },
      facts: { type: 'object', description: 'the facts as read; for people, its form is not a contract' },
      unread: { type: 'array', maxItems: 50, items: UNREAD },
      unreadBeyond: COUNT,
      gathered: closed({
        concerned: { type: 'boolean' },
        context: COUNT,
        resources: COUNT,
        keys: { type: 'object', additionalProperties: KEY },
        ignoredPrefetchKeys: { type: 'array', items: { type: 'string' } },
        otherPatients: { type: 'array', items: { type: 'string' } },
      }),
      withheld: {
        type: 'array',
        // it cannot be answered: nothing in it has an identity
        items: closed({
          summary: TEXT,
          rules: { type: 'array', items: TEXT },
          because: TEXT,
          card: cardWith({}, evidence),
        }),
      },
    },
    ['unreadBeyond'],
  );
}

/** `GET /health/ready`. */
export const READY = closed(
  { status: { const: 'ready' }, site: closed({ mark: TEXT, changes: { type: 'array', items: TEXT } }) },
  ['site'],
);

export const LIVE = closed({ status: { const: 'live' } });

/** Every refusal. @source https://cds-hooks.hl7.org/#returning-operationoutcome */
export const OUTCOME = {
  type: 'object',
  required: ['resourceType', 'issue'],
  properties: {
    resourceType: { const: 'OperationOutcome' },
    issue: list({
      type: 'object',
      required: ['severity', 'code', 'details'],
      properties: {
        severity: { enum: ['fatal', 'error'] },
        code: TEXT,
        details: {
          type: 'object',
          required: ['coding', 'text'],
          properties: { coding: list({ type: 'object', required: ['system', 'code'] }), text: TEXT },
        },
        diagnostics: TEXT,
        expression: list(TEXT),
      },
    }),
  },
};
