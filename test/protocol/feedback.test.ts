// The shapes feedback comes in, over real HTTP.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CdsProblem } from '../../src/contracts/problems.ts';
import { readFeedback } from '../../src/protocol/feedback-shape.ts';
import { memoryStore, startApp, type TestApp } from '../support/app.ts';
import { outcomeOf } from '../support/outcome.ts';
import { hookCall } from '../support/requests.ts';

const VIEW = '/cds-services/b2m-patient-view';
const AT = '2026-11-21T21:48:06.000Z';
const entry = (further: object = {}) => ({ card: 'c1', outcome: 'overridden', outcomeTimestamp: AT, ...further });
const accepted = (suggestions: unknown) => entry({ outcome: 'accepted', acceptedSuggestions: suggestions });

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe('feedback', () => {
  test('on a card of ours and on an unknown one is kept, and the difference is told', async () => {
    const { cards } = (await (await app.post(VIEW, hookCall('patient-view'))).json()) as { cards: { uuid: string }[] };
    const ours = cards[0]?.uuid;
    const answer = await app.post(`${VIEW}/feedback`, { feedback: [entry({ card: ours }), entry({ card: '123456' })] });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      feedback: [
        { card: ours, known: true },
        { card: '123456', known: false },
      ],
    });
    expect(app.lines.at(-1)).toMatchObject({ event: 'feedback received', entries: 2, known: 1 });
  });

  test('that cannot be stored is not acknowledged', async () => {
    const down = {
      ...memoryStore(),
      saveFeedback: () => Promise.reject(new CdsProblem('unavailable', { detail: 'later' })),
    };
    const own = await startApp({ store: down });
    expect(await outcomeOf(await own.post(`${VIEW}/feedback`, { feedback: [entry()] }))).toMatchObject({ status: 503 });
    await own.close();
  });

  test('never logs what a clinician wrote', async () => {
    const body = { feedback: [entry({ overrideReason: { userComment: 'Mrs Canary declines' } })] };
    expect((await app.post(`${VIEW}/feedback`, body)).status).toBe(200);
    expect(app.logText()).not.toContain('Canary');
  });
});

describe('an entry is read', () => {
  test.each([
    [
      'accepted, with suggestions',
      accepted([{ id: 's1' }, { id: 's2' }]),
      { outcome: 'accepted', acceptedSuggestions: ['s1', 's2'] },
    ],
    ['overridden without a reason', entry(), { outcome: 'overridden', acceptedSuggestions: [] }],
    [
      'overridden with a coded reason and a comment',
      entry({ overrideReason: { reason: { code: 'no', system: 'urn:r', display: 'No' }, userComment: 'why' } }),
      { reasonCode: 'no', reasonSystem: 'urn:r', userComment: 'why' },
    ],
    [
      'with a reason that lacks its system',
      entry({ overrideReason: { reason: { code: 'no' } } }),
      { reasonCode: 'no' },
    ],
    [
      'with `overrideReasons` for `overrideReason`',
      entry({ overrideReasons: { reason: { code: 'no' } } }),
      { reasonCode: 'no' },
    ],
    [
      'with `overrideReasons` that hold an extension only',
      entry({ overrideReasons: { extension: { x: 1 } } }),
      { outcome: 'overridden' },
    ],
    [
      'with the bare `key` of WintEHR in the place of a coded reason',
      entry({ overrideReason: { key: 'patient-preference', userComment: 'why' } }),
      { reasonCode: 'patient-preference', userComment: 'why' },
    ],
    [
      'with a reason and a key: the reason counts',
      entry({ overrideReason: { key: 'k', reason: { code: 'no' } } }),
      { reasonCode: 'no' },
    ],
    ['on 29 February of a leap year', entry({ outcomeTimestamp: '2028-02-29T23:59:59Z' }), { card: 'c1' }],
    ['with a local offset', entry({ outcomeTimestamp: '2026-11-21T22:48:06+01:00' }), { outcomeAt: Date.parse(AT) }],
    ['with members nobody knows', entry({ extension: {}, x: 1 }), { card: 'c1' }],
  ])('%s', (_what, given, expected) => {
    expect(readFeedback({ feedback: [given] })[0]).toMatchObject(expected);
  });
});

describe('one bad entry refuses the whole batch, naming the place:', () => {
  test.each([
    [{}, 'feedback'],
    [{ feedback: {} }, 'feedback'],
    [{ feedback: [] }, 'feedback'],
    [[], 'feedback'],
    [{ feedback: [entry(), 7] }, 'feedback[1]'],
    [{ feedback: [entry(), entry({ card: undefined })] }, 'feedback[1].card'],
    [{ feedback: [entry({ card: 5 })] }, 'feedback[0].card'],
    [{ feedback: [entry({ card: 'x'.repeat(300) })] }, 'feedback[0].card'],
    [{ feedback: [entry({ outcome: 'ignored' })] }, 'feedback[0].outcome'],
    [{ feedback: [entry({ outcomeTimestamp: undefined })] }, 'feedback[0].outcomeTimestamp'],
    [{ feedback: [entry({ outcomeTimestamp: '21 Nov 2026' })] }, 'feedback[0].outcomeTimestamp'],
    [{ feedback: [entry({ outcomeTimestamp: '2026-13-41T00:00:00Z' })] }, 'feedback[0].outcomeTimestamp'],
    [{ feedback: [entry({ outcomeTimestamp: '2026-02-31T00:00:00Z' })] }, 'feedback[0].outcomeTimestamp'],
    [{ feedback: [entry({ outcomeTimestamp: '2026-02-29T00:00:00Z' })] }, 'feedback[0].outcomeTimestamp'],
    [{ feedback: [entry({ outcomeTimestamp: '2026-02-28T24:00:00Z' })] }, 'feedback[0].outcomeTimestamp'],
    [{ feedback: [entry({ outcome: 'accepted' })] }, 'feedback[0].acceptedSuggestions'],
    [{ feedback: [accepted(Array.from({ length: 101 }, () => ({ id: 's' })))] }, 'feedback[0].acceptedSuggestions'],
    [{ feedback: [accepted([])] }, 'feedback[0].acceptedSuggestions'],
    [{ feedback: [accepted(['s1'])] }, 'feedback[0].acceptedSuggestions[0].id'],
    [{ feedback: [entry({ overrideReason: {} })] }, 'feedback[0].overrideReason'],
    [{ feedback: [entry({ overrideReason: 'no' })] }, 'feedback[0].overrideReason'],
    [{ feedback: [entry({ overrideReason: { reason: 'no' } })] }, 'feedback[0].overrideReason.reason'],
    [{ feedback: [entry({ overrideReason: { reason: { display: 'x' } } })] }, 'feedback[0].overrideReason.reason.code'],
    [{ feedback: [entry({ overrideReason: { userComment: 7 } })] }, 'feedback[0].overrideReason.userComment'],
  ])('%j', async (body, place) => {
    const outcome = await outcomeOf(await app.post(`${VIEW}/feedback`, body));
    expect(outcome).toMatchObject({ status: 400, code: 'invalid-feedback', expression: [place] });
  });
});

test('two hundred entries are taken in one call, two hundred and one are refused', async () => {
  const many = (n: number) => ({ feedback: Array.from({ length: n }, (_, i) => entry({ card: `c${i}` })) });
  expect((await app.post(`${VIEW}/feedback`, many(200))).status).toBe(200);
  expect(await outcomeOf(await app.post(`${VIEW}/feedback`, many(201)))).toMatchObject({
    status: 400,
    code: 'invalid-feedback',
    expression: ['feedback'],
  });
});

test('tenants of one client are strangers: one does not answer for another’s card, nor silence it', async () => {
  let tenant: string | undefined = 't1';
  const own = await startApp({
    authenticator: { authenticate: async () => ({ client: 'EHR', ...(tenant && { tenant }), fhirServers: [] }) },
  });
  await own.post(VIEW, hookCall('patient-view'));
  tenant = undefined;
  await own.post(VIEW, hookCall('patient-view'));
  expect(own.issued.map(({ client }) => client)).toEqual(['EHR / t1', 'EHR']);
  await own.close();
});
