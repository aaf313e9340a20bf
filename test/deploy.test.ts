// The deployment files fit the server: its ports, its probes, its way of leaving, and no more rights than it needs.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { shardOf } from '../src/cli/simulate.ts';
import { readConfig } from '../src/config/config.ts';
import { startApp, type TestApp } from './support/app.ts';

const FOLDER = join(import.meta.dirname, '../deploy');

// oxlint-disable-next-line typescript/no-explicit-any -- manifests are read as they are; every wrong path fails a test
type Yaml = any;

const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const files = readdirSync(join(FOLDER, 'kubernetes')).filter((file) => file !== 'kustomization.yaml');
const manifests: readonly Yaml[] = files.flatMap((file) =>
  parseAllDocuments(read(`kubernetes/${file}`)).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  }),
);
const the = (kind: string): Yaml => manifests.find((manifest) => manifest.kind === kind);
const pod = the('Deployment').spec.template;
const [container] = pod.spec.containers;
const LABELS = { 'app.kubernetes.io/name': 'clearstage' };

/** The last value of each setting; `Environment` gathered. */
const unit: Readonly<Record<string, string>> = read('systemd/clearstage.service')
  .split('\n')
  .flatMap((line) => /^(\w+)=(.*)$/.exec(line)?.slice(1) ?? [])
  .reduce<Record<string, string>>((known, text, i, all) => {
    if (i % 2 === 1) return known;
    const value = all[i + 1] ?? '';
    return { ...known, [text]: text === 'Environment' ? `${known[text] ?? ''} ${value}`.trim() : value };
  }, {});

describe('the systemd unit', () => {
  const environment = Object.fromEntries((unit['Environment'] ?? '').split(' ').map((pair) => pair.split('=')));

  test('starts what the build makes, listens behind a proxy on this machine, and gives no rights it does not need', () => {
    expect(unit['ExecStart']).toBe('/usr/bin/node dist/src/main.js');
    expect(readFileSync(join(FOLDER, '../Dockerfile'), 'utf8')).toContain('CMD ["node", "dist/src/main.js"]');
    expect(environment).toMatchObject({ HOST: '127.0.0.1', PORT: '3000', METRICS_PORT: '9464' });
    expect(unit).toMatchObject({
      DynamicUser: 'yes',
      NoNewPrivileges: 'yes',
      CapabilityBoundingSet: '',
      ProtectSystem: 'strict',
      StateDirectoryMode: '0700',
    });
    expect(environment['CLEARSTAGE_DATA_DIR']).toBe(`/var/lib/${unit['StateDirectory']}`);
  });

  test('reads its configuration where systemd hands it over, a copy made at the start', () => {
    expect(environment['CLEARSTAGE_CONFIG']).toBe(`%d/${unit['LoadCredential']?.split(':')[0]}`);
    // a signal would read the same copy again
    expect(unit['ExecReload']).toBeUndefined();
  });
});

describe('the Kubernetes manifests', () => {
  test('are one each, all of them named by the kustomization', () => {
    expect(manifests.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`).sort()).toEqual([
      'apps/v1 Deployment',
      'autoscaling/v2 HorizontalPodAutoscaler',
      'networking.k8s.io/v1 NetworkPolicy',
      'policy/v1 PodDisruptionBudget',
      'v1 Service',
      'v1 ServiceAccount',
    ]);
    expect(new Set(parse(read('kubernetes/kustomization.yaml')).resources)).toEqual(new Set(files));
  });

  test('select the pods of the Deployment', () => {
    expect(pod.metadata.labels).toEqual(LABELS);
    for (const selector of [
      the('Deployment').spec.selector.matchLabels,
      the('Service').spec.selector,
      the('PodDisruptionBudget').spec.selector.matchLabels,
      the('NetworkPolicy').spec.podSelector.matchLabels,
      pod.spec.topologySpreadConstraints[0].labelSelector.matchLabels,
    ]) {
      expect(selector).toEqual(LABELS);
    }
    const { metadata, apiVersion, kind } = the('Deployment');
    expect(the('HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({ apiVersion, kind, name: metadata.name });
    expect(pod.spec.serviceAccountName).toBe(the('ServiceAccount').metadata.name);
  });

  test('keep two replicas and let one go at a time', () => {
    expect(the('HorizontalPodAutoscaler').spec.minReplicas).toBeGreaterThanOrEqual(2);
    // a number here would undo the autoscaler's at every apply
    expect(the('Deployment').spec.replicas).toBeUndefined();
    expect(the('Deployment').spec.strategy.rollingUpdate.maxUnavailable).toBe(0);
    expect(the('PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });

  test('give the server no rights it does not need', () => {
    expect(pod.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.resources.limits.memory).toBeDefined();
    // everything mounted exists, and what is written lies on a volume
    const volumes = pod.spec.volumes.map(({ name }: Yaml) => name);
    expect(container.volumeMounts.map(({ name }: Yaml) => name).sort()).toEqual(volumes.sort());
    const { policyTypes, ingress, egress } = the('NetworkPolicy').spec;
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    expect(egress.every(({ to, ports }: Yaml) => to.length > 0 && ports.length > 0)).toBe(true);
    expect(ingress.every(({ from, ports }: Yaml) => from.length > 0 && ports.length > 0)).toBe(true);
    expect(JSON.stringify(egress)).toContain('"except":["169.254.0.0/16"]');
  });

  test('leave the server the time it takes to leave', () => {
    const sleep = Number(/, (\d+)\)/.exec(container.lifecycle.preStop.exec.command.at(-1))?.[1]) / 1_000;
    const main = readFileSync(join(FOLDER, '../src/main.ts'), 'utf8');
    const linger = Number(/LINGER_MS = ([\d_]+)/.exec(main)?.[1]?.replace('_', '')) / 1_000;
    const inFlight = 10;
    expect(sleep).toBe(5);
    expect(linger).toBe(2);
    expect(pod.spec.terminationGracePeriodSeconds).toBeGreaterThan(sleep + linger + inFlight + 5);
    expect(parse(read('compose.yaml')).services.clearstage.stop_grace_period).toBe('30s');
    // the balancer asks often enough to notice while it lingers
    const [, everyMs, times] = /inter (\d+)ms fall (\d+)/.exec(read('haproxy.cfg')) ?? [];
    expect((Number(everyMs) * Number(times)) / 1_000).toBeLessThan(linger);
    // one late answer of a busy replica takes nothing out
    expect(Number(times)).toBeGreaterThanOrEqual(3);
    expect(read('haproxy.cfg')).toMatch(/^ +timeout check \d+s$/m);
    expect(Number(unit['TimeoutStopSec'])).toBeGreaterThan(linger + inFlight + 5);
  });
});

describe('the probes', () => {
  let app: TestApp;
  let ready = true;
  beforeAll(async () => {
    app = await startApp({ ready: () => ready });
  });
  afterAll(() => app.close());

  test('ask for what the server answers, and only readiness depends on its state', async () => {
    const probe = async (name: string) => {
      const { path, port } = container[name].httpGet;
      expect(container.ports.map((p: Yaml) => p.name)).toContain(port);
      return (await fetch(app.url + path)).status;
    };
    const all = async () => [await probe('startupProbe'), await probe('livenessProbe'), await probe('readinessProbe')];
    expect(await all()).toEqual([200, 200, 200]);
    ready = false;
    expect(await all()).toEqual([200, 200, 503]);
    expect(read('haproxy.cfg')).toContain(`uri ${container.readinessProbe.httpGet.path}`);
  });
});

describe('the image', () => {
  const dockerfile = readFileSync(join(FOLDER, '../Dockerfile'), 'utf8');
  test('listens where the manifests say, and reads its configuration where they put it', () => {
    expect(dockerfile).toContain(`PORT=${container.ports[0].containerPort}`);
    const [mount] = container.volumeMounts.filter(({ name }: Yaml) => name === 'config');
    expect(dockerfile).toContain(`CLEARSTAGE_CONFIG=${mount.mountPath}/config.json`);
    expect(parse(read('compose.yaml')).services.clearstage.volumes).toContain(
      `./config.json:${mount.mountPath}/config.json:ro`,
    );
  });
});

describe('compose.yaml', () => {
  const { services, networks } = parse(read('compose.yaml'));
  test('runs two replicas that share a PostgreSQL nobody else reaches', () => {
    expect(services.clearstage.deploy.replicas).toBe(2);
    expect(services.clearstage.environment.DATABASE_URL).toMatch(/^postgres:\/\/clearstage:\$\{POSTGRES_PASSWORD:\?/);
    expect(services.postgres.networks).toEqual(['back']);
    expect(networks.back.internal).toBe(true);
    expect(services.postgres.ports).toBeUndefined();
    expect(services.clearstage.ports).toBeUndefined();
  });
  test('gives the server no rights it does not need', () => {
    expect(services.clearstage).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });
});

test('the configuration to start from is refused until its secrets are filled in, and accepted then', () => {
  const env = { CLEARSTAGE_CONFIG: 'config.json', DATABASE_URL: 'postgres://u:p@postgres/clearstage' };
  const example = read('config.example.json');
  expect(() => readConfig(env, () => example)).toThrow(/memory\/secret[\s\S]*insights\/token/);
  const filled = example.replaceAll('""', '"a secret of our own"');
  expect(readConfig(env, () => filled)).toMatchObject({ auth: 'required', host: '0.0.0.0' });
});

describe('the replay of a population', () => {
  const job = (file: string): Yaml => parse(read(`population/${file}`));
  const [replay, merging] = [job('replay.yaml'), job('merge.yaml')];
  const one = (manifest: Yaml): Yaml => manifest.spec.template.spec.containers[0];

  test('has as many shards as containers, each told which it is, writing where the last one looks', () => {
    const { completions, completionMode } = replay.spec;
    expect(completionMode).toBe('Indexed');
    const args: readonly string[] = one(replay).args;
    const shard = args.find((a) => a.startsWith('--shard='))?.slice('--shard='.length);
    expect(Array.from({ length: completions }, (_, i) => shardOf(shard, String(i)))).toEqual(
      Array.from({ length: completions }, (_, index) => ({ index, of: completions })),
    );
    expect(args).toContain('--out=/results/shard-$(JOB_COMPLETION_INDEX)');
    expect(one(merging).args.slice(0, 3)).toEqual(['clearstage', 'merge', '/results']);
  });

  test('gets no rights it does not need', () => {
    for (const manifest of [replay, merging]) {
      expect(manifest.spec.template.spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true },
      });
      expect(one(manifest).securityContext).toEqual(container.securityContext);
    }
  });
});
