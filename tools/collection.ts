// A Postman collection of every call (docs/collection), in the order of a clinician's day: asked, answered, asked again.
import { format } from 'prettier';
import { toldRequest } from '../fixtures/hook-request.ts';
import type { Hook } from '../fixtures/chart.ts';

interface Call {
  readonly name: string;
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  readonly type?: string;
  /** Lines of the test that runs with it. */
  readonly shows: readonly string[];
}

const SERVICE = (hook: Hook): string => `/cds-services/b2m-${hook}`;

/** As an EHR sends it: a new instance each time, data from the demonstration's FHIR server. */
function hookBody(hook: Hook, patientId: string): object {
  return {
    ...toldRequest(patientId, hook),
    hookInstance: '{{$guid}}',
    fhirServer: '{{fhirServer}}',
    // in the demonstration answers are remembered by session, so that a second run is told anew
    extension: { 'org.clearstage.session': '{{session}}' },
  };
}

const STATUS = (status: number): string => `pm.test('${status}', () => pm.response.to.have.status(${status}));`;
const JSON_BODY = 'const body = pm.response.json();';
const CARD =
  "pm.test('a card with evidence', () => pm.expect(body.cards[0].extension['org.clearstage.evidence'].rules).not.to.be.empty);";

function cardsOf(hook: Hook, patientId: string, further: readonly string[] = []): Call {
  const shows = [STATUS(200), JSON_BODY, CARD, ...further];
  return { name: hook, path: SERVICE(hook), body: hookBody(hook, patientId), shows };
}

const ISS_III = 'mm-iss3-egfr20';
const ORDER = 'order-b2m-nothing-recent';

const OPERATION: readonly Call[] = [
  {
    name: 'discovery',
    method: 'GET',
    path: '/cds-services',
    shows: [STATUS(200), "pm.test('four services', () => pm.expect(pm.response.json().services).to.have.lengthOf(4));"],
  },
  { name: 'description', method: 'GET', path: '/openapi.json', shows: [STATUS(200)] },
  { name: 'ready', method: 'GET', path: '/health/ready', shows: [STATUS(200)] },
  { name: 'live', method: 'GET', path: '/health/live', shows: [STATUS(200)] },
  { name: 'knowledge as FHIR', method: 'GET', path: '/knowledge/fhir', shows: [STATUS(200)] },
];

const CARDS: readonly Call[] = [
  cardsOf('result-view', 'mm-del17p-45-percent'),
  cardsOf('patient-view', ISS_III, [
    "pm.collectionVariables.set('card', body.cards[0].uuid);",
    "pm.test('says the stage', () => pm.expect(body.cards[0].summary).to.include('ISS III'));",
  ]),
  cardsOf('order-select', ORDER),
  cardsOf('order-sign', ORDER, [
    "pm.collectionVariables.set('ordered', body.cards[0].uuid);",
    "pm.collectionVariables.set('suggestion', body.cards[0].suggestions[0].uuid);",
  ]),
];

const WHY: readonly Call[] = [
  {
    name: 'why this card',
    path: `${SERVICE('patient-view')}/explain`,
    body: hookBody('patient-view', ISS_III),
    shows: [
      STATUS(200),
      JSON_BODY,
      "pm.test('each rule says why', () => body.rules.forEach((r) => pm.expect(r.because).not.to.be.empty));",
    ],
  },
];

const outcomeTimestamp = '{{$isoTimestamp}}';
const KNOWN = "pm.test('it knows the card', () => pm.expect(body.feedback[0].known).to.be.true);";
const FEEDBACK: readonly Call[] = [
  {
    name: 'accepted',
    path: `${SERVICE('order-sign')}/feedback`,
    body: {
      feedback: [
        { card: '{{ordered}}', outcome: 'accepted', outcomeTimestamp, acceptedSuggestions: [{ id: '{{suggestion}}' }] },
      ],
    },
    shows: [STATUS(200), JSON_BODY, KNOWN],
  },
  {
    name: 'overridden',
    path: `${SERVICE('patient-view')}/feedback`,
    body: {
      feedback: [
        { card: '{{card}}', outcome: 'overridden', outcomeTimestamp, overrideReason: { userComment: 'known' } },
      ],
    },
    shows: [STATUS(200), JSON_BODY, KNOWN],
  },
  {
    name: 'what was answered is not said again',
    path: `${SERVICE('patient-view')}/explain`,
    body: hookBody('patient-view', ISS_III),
    shows: [STATUS(200), JSON_BODY, "pm.test('withheld', () => pm.expect(body.withheld).not.to.be.empty);"],
  },
];

const OUTCOME =
  "pm.test('an OperationOutcome', () => pm.expect(pm.response.json().resourceType).to.equal('OperationOutcome'));";
const REFUSED: readonly Call[] = [
  { name: 'no call', path: SERVICE('patient-view'), body: { hook: 'patient-view' }, shows: [STATUS(400), OUTCOME] },
  { name: 'no JSON', path: SERVICE('patient-view'), body: {}, type: 'text/plain', shows: [STATUS(415), OUTCOME] },
  { name: 'no such service', path: '/cds-services/other', body: {}, shows: [STATUS(404), OUTCOME] },
  {
    name: 'nothing to read',
    path: SERVICE('patient-view'),
    body: { ...hookBody('patient-view', ISS_III), fhirServer: undefined },
    shows: [STATUS(412), OUTCOME],
  },
];

function folder(name: string, calls: readonly Call[]): object {
  return { name, item: calls.map(itemOf) };
}

function itemOf({ name, method = 'POST', path, body, type = 'application/json', shows }: Call): object {
  return {
    name,
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: shows } }],
    request: {
      method,
      header: body ? [{ key: 'Content-Type', value: type }] : [],
      url: { raw: `{{baseUrl}}${path}`, host: ['{{baseUrl}}'], path: path.slice(1).split('/') },
      ...(body && {
        body: { mode: 'raw', raw: JSON.stringify(body, null, 2), options: { raw: { language: 'json' } } },
      }),
    },
  };
}

/** The whole file as it stands in the tree. */
export function collectionText(): Promise<string> {
  const collection = {
    info: {
      name: 'ClearStage',
      description:
        'Every call, against the demonstration (npm start). Written by `npm run docs`; see README.md beside it.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    variable: [
      { key: 'baseUrl', value: 'http://127.0.0.1:3000' },
      { key: 'fhirServer', value: 'http://127.0.0.1:3001/fhir' },
    ],
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    event: [
      {
        listen: 'prerequest',
        script: {
          type: 'text/javascript',
          exec: [
            "if (!pm.collectionVariables.get('session')) pm.collectionVariables.set('session', pm.variables.replaceIn('{{$guid}}'));",
          ],
        },
      },
    ],
    item: [
      folder('operation', OPERATION),
      folder('cards', CARDS),
      folder('why', WHY),
      folder('feedback', FEEDBACK),
      folder('refused', REFUSED),
    ],
  };
  return format(JSON.stringify(collection), { parser: 'json', printWidth: 120 });
}
