// What operators watch: every query of the alerts and of the dashboard is PromQL over metrics and labels the server gives.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { start, type Running } from '../src/server.ts';
import { hookCall } from './support/requests.ts';
import { bearer, createSigningKey } from './support/tokens.ts';

// on a busy machine a start takes seconds
jest.setTimeout(60_000);

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
const { groups } = parse(read('deploy/monitoring/alerts.yaml')) as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(read('deploy/monitoring/dashboard.json')) as {
  panels: { id: number; title: string; targets: { expr: string; legendFormat: string }[] }[];
};
const queries = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

/** Names of metrics and of labels in a query; a place where it is no PromQL as `error`. */
function partsOf(query: string) {
  const metrics: string[] = [];
  const labels: string[] = [];
  let error = false;
  parser.parse(query).iterate({
    enter({ name, from, to, type }) {
      const text = query.slice(from, to);
      if (type.isError) error = true;
      else if (name === 'Identifier') metrics.push(text);
      else if (name === 'LabelName') labels.push(text);
    },
  });
  return { metrics, labels, error };
}

const folder = mkdtempSync(join(tmpdir(), 'clearstage-monitoring-'));
let running: Running;
let text: string;

beforeAll(async () => {
  const key = await createSigningKey();
  const clients = [
    { name: 'General', issuer: 'https://ehr.example', jwks: { keys: [key.jwk] } },
    // nothing listens there
    { name: 'Unreachable', issuer: 'https://away.example', jku: 'http://127.0.0.1:9/jwks.json' },
  ];
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ publicBaseUrl: 'https://cds.example', clients, shadow: true }));
  const env = { PORT: '0', METRICS_PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  running = await start({ ...env, CLEARSTAGE_CONFIG: file, CLEARSTAGE_DATA_DIR: join(folder, 'data') });
  const path = '/cds-services/b2m-result-view';
  const send = async (iss: string | undefined): Promise<number> => {
    const now = Math.floor(Date.now() / 1000);
    const token = iss && (await bearer(key, { iss, aud: `https://cds.example${path}`, iat: now, exp: now + 300 }));
    const headers = { 'content-type': 'application/json', ...(token && { authorization: token }) };
    const results = { resourceType: 'Bundle', type: 'collection', entry: [] };
    const context = { patientId: 'p1', userId: 'Practitioner/dr', results };
    const body = JSON.stringify(hookCall('result-view', { context }));
    return (await fetch(running.url + path, { method: 'POST', headers, body })).status;
  };
  expect([await send('https://ehr.example'), await send('https://away.example'), await send(undefined)]).toEqual([
    200, 401, 401,
  ]);
  text = await (await fetch(running.metricsUrl ?? '')).text();
});
afterAll(async () => {
  await running.close(0);
  rmSync(folder, { recursive: true, force: true });
});

describe('the metrics', () => {
  test('tell who called, who was refused and why, what the database does and what runs', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    for (const line of [
      'clearstage_client_calls_total{client="General",outcome="answered"} 1',
      'clearstage_client_calls_total{client="Unreachable",outcome="refused"} 1',
      'clearstage_refusals_total{client="Unreachable",reason="keys-unreachable"} 1',
      'clearstage_refusals_total{client="",reason="no-token"} 1',
      'clearstage_jwks_fetches_total{outcome="failed"} 1',
      'clearstage_database_up 1',
      `clearstage_build_info{version="${version}",node="${process.versions.node}",knowledge="`,
    ]) {
      expect(text).toContain(line);
    }
    // the one card is written now or in a moment
    expect(text).toMatch(/^clearstage_store_waiting [01]$/m);
  });
});

describe('every query', () => {
  test.each(queries)('of %s is PromQL over what there is: %s', (_of, query) => {
    const { metrics, labels, error } = partsOf(query);
    expect(error).toBe(false);
    expect(metrics.length).toBeGreaterThan(0);
    for (const metric of metrics) {
      if (metric === 'up') continue;
      expect(text).toContain(`# TYPE ${metric.replace(/_(?:bucket|count|sum)$/, '')} `);
    }
    const known = read('src/ops/metrics.ts');
    for (const label of labels) {
      if (!['le', 'job', 'instance'].includes(label)) expect(known).toMatch(new RegExp(`'${label}'|\\b${label}\\b`));
    }
  });

  test('that is none would be seen', () => {
    expect(partsOf('sum by (x (rate(a[5m]))').error).toBe(true);
    expect(partsOf('sum by (x) (rate(a{b="c"}[5m]))')).toEqual({ metrics: ['a'], labels: ['x', 'b'], error: false });
  });
});

describe('every alert', () => {
  const runbook = read('docs/runbook.md');
  test.each(alerts)(
    '$alert says how bad it is, and what to do stands in the runbook',
    ({ alert, labels, annotations }) => {
      expect(['critical', 'warning']).toContain(labels.severity);
      expect(annotations.summary).not.toBe('');
      expect(annotations.runbook).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
      expect(runbook).toMatch(new RegExp(`^## ${alert}\\n\\n\\S`, 'm'));
    },
  );

  test('has a name of its own, and the runbook knows no other', () => {
    const named = [...runbook.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(named).toEqual(alerts.map(({ alert }) => alert));
    expect(new Set(named).size).toBe(alerts.length);
  });
});

test('panels of the dashboard have ids and titles of their own', () => {
  for (const name of ['id', 'title'] as const) {
    expect(new Set(dashboard.panels.map((panel) => panel[name])).size).toBe(dashboard.panels.length);
  }
});
