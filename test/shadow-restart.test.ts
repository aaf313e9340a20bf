// A server in shadow mode: what would have been shown is there after a restart, beside what is shown then; cases where the site wants them.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { ShadowCase } from '../src/contracts/case.ts';
import type { Insights } from '../src/contracts/insights.ts';
import { callHook, hookRequest, startClearStage } from './support/server.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'clearstage-shadow-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const configFile = join(dataDir, 'config.json');

/** One call of a patient, answered by a server so configured; with what it knows of all cards by then. */
async function call(config: object, patient: string) {
  writeFileSync(configFile, JSON.stringify({ demo: true, ...config }));
  const server = await startClearStage({ env: { CLEARSTAGE_DATA_DIR: dataDir, CLEARSTAGE_CONFIG: configFile } });
  try {
    const { body } = await callHook(server, await hookRequest(server, patient, 'result-view', { prefetch: true }));
    return { cards: (body as { cards: unknown[] }).cards.length, insights: await insightsOf(server.url) };
  } finally {
    await server.close();
  }
}
async function insightsOf(url: string): Promise<Insights> {
  return JSON.parse(await (await fetch(`${url}/insights.json`)).text()) as Insights;
}
const rulesOf = ({ shadow = [] }: Insights) => new Set(shadow.map((s) => `${s.rule} ${s.indicator} ${s.cards}`));
const casesIn = (folder: string): readonly ShadowCase[] =>
  readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ShadowCase),
  );

test('cards of shadow mode and of a rule in shadow stand beside the shown ones after restarts', async () => {
  const all = await call({ shadow: { cases: true } }, 'mm-iss3-egfr20');
  expect(all.cards).toBe(0);

  const folder = join(dataDir, 'shadow-cases');
  const [first] = casesIn(folder);
  expect(first).toMatchObject({ patient: 'Patient/mm-iss3-egfr20', hook: 'result-view' });
  expect(first?.detail).toMatch(/\S/);

  // The next is shown, all but what one rule adds to it.
  const own = join(dataDir, 'own');
  const site = { rules: { 'iss-stage': 'shadow' } };
  const one = await call({ shadow: { everything: false, cases: true, folder: own }, site }, 'mm-iss3-egfr20');
  expect(one.cards).toBe(1);
  expect(casesIn(own).map((c) => c.inShadow)).toEqual([['iss-stage']]);

  const later = await call({}, 'mm-iss3-egfr20');
  expect(later.insights.weeks.flatMap((w) => (w.shown > 0 ? [w.rule] : []))).toContain('renal-confounding');
  const before = first?.rules.map((rule) => `${rule} ${first.indicator} ${rule === 'iss-stage' ? 2 : 1}`);
  expect(rulesOf(later.insights)).toEqual(new Set(before));
}, 60_000);
