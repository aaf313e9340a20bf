// The Helm chart, linted and rendered by Helm itself, and each object held against the schemas of Kubernetes and of its types.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { findProgram } from '../tools/helm.mjs';

// the programs are unpacked once, and a compiler runs
jest.setTimeout(120_000);

const ROOT = join(import.meta.dirname, '..');
const CHART = join(ROOT, 'deploy/helm');
const folder = mkdtempSync(join(tmpdir(), 'clearstage-helm-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// oxlint-disable-next-line typescript/no-explicit-any -- manifests are read as they are; every wrong path fails a test
type Yaml = any;

const LEAST = {
  config: { publicBaseUrl: 'https://cds.example.org' },
  database: { url: 'postgres://u:p@db/clearstage' },
};
const DIGEST = `sha256:${'a'.repeat(64)}`;
const EVERYTHING = {
  ...LEAST,
  image: { digest: DIGEST },
  imagePullSecrets: [{ name: 'registry' }],
  ca: { configMap: 'internal-ca' },
  env: { LOG_LEVEL: 'warn', CLEARSTAGE_WORKERS: 2 },
  podAnnotations: { 'example.org/owner': 'haematology' },
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
  tolerations: [{ key: 'clinical', operator: 'Exists' }],
  ingress: { enabled: true, className: 'nginx', tlsSecret: 'tls', annotations: { 'example.org/a': 'b' } },
  gateway: { enabled: true, parentRefs: [{ name: 'gw', namespace: 'infra' }], hostnames: ['cds.example.org'] },
  serviceMonitor: { enabled: true, labels: { release: 'prometheus' } },
  backup: { enabled: true, claim: 'dumps', image: { digest: DIGEST } },
};

let files = 0;
function helm(command: readonly string[], values: object): string {
  const file = join(folder, `values-${files++}.yaml`);
  writeFileSync(file, stringify(values));
  return execFileSync(findProgram('helm'), [...command, CHART, '--values', file], {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { PATH: process.env['PATH'], HOME: folder },
  });
}

function render(values: object = LEAST): readonly Yaml[] {
  return parseAllDocuments(helm(['template', 'clearstage', '--namespace', 'clearstage'], values)).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
}
const the = (kind: string, manifests: readonly Yaml[]): Yaml => manifests.find((m) => m.kind === kind);
const podOf = (values?: object): Yaml => the('Deployment', render(values)).spec.template;

describe('the chart', () => {
  test('is without fault by Helm’s own word, with the least and with everything', () => {
    for (const values of [LEAST, EVERYTHING]) {
      expect(helm(['lint', '--strict'], values)).toContain('1 chart(s) linted, 0 chart(s) failed');
    }
  });

  test('is of the version of the server', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(parse(readFileSync(join(CHART, 'Chart.yaml'), 'utf8'))).toMatchObject({ version, appVersion: version });
  });

  test.each([
    ['nothing given', {}, /config, or existingSecret/],
    ['no database', { config: LEAST.config }, /database\.url, or existingSecret/],
    ['a setting there is not', { ...LEAST, replicas: 3 }, /'replicas' not allowed/],
    ['one replica', { ...LEAST, autoscaling: { minReplicas: 1 } }, /minReplicas/],
    ['a digest that is none', { ...LEAST, image: { digest: 'latest' } }, /digest/],
    ['a database that is none', { ...LEAST, database: { url: 'mysql://db' } }, /database/],
    ['a route without a gateway', { ...LEAST, gateway: { enabled: true } }, /parentRefs/],
    ['a backup to nowhere', { ...LEAST, backup: { enabled: true } }, /claim/],
    ['a variable that the chart sets', { ...LEAST, env: { DATABASE_URL: 'x' } }, /DATABASE_URL/],
    ['a policy that lets everybody in', { ...LEAST, networkPolicy: { from: [] } }, /from/],
  ])('is refused: %s', (_what, values, why) => {
    expect(() => helm(['template', 'clearstage'], values)).toThrow(why);
  });
});

describe('what is rendered', () => {
  const least = render();
  const everything = render(EVERYTHING);

  test('are these objects', () => {
    const kinds = (manifests: readonly Yaml[]): readonly string[] =>
      manifests.map((m) => `${m.apiVersion} ${m.kind}`).sort();
    const always = [
      'apps/v1 Deployment',
      'autoscaling/v2 HorizontalPodAutoscaler',
      'networking.k8s.io/v1 NetworkPolicy',
      'policy/v1 PodDisruptionBudget',
      'v1 Secret',
      'v1 Service',
      'v1 ServiceAccount',
    ];
    expect(kinds(least)).toEqual(always);
    const further = [
      'batch/v1 CronJob',
      'gateway.networking.k8s.io/v1 HTTPRoute',
      'monitoring.coreos.com/v1 ServiceMonitor',
      'networking.k8s.io/v1 Ingress',
      'networking.k8s.io/v1 NetworkPolicy',
    ];
    expect(kinds(everything)).toEqual([...always, ...further].sort());
  });

  test('keep to the schemas of Kubernetes, of the Gateway API and of the Prometheus operator', async () => {
    for (const manifest of [...least, ...everything]) {
      const [group, version] = manifest.apiVersion.includes('/')
        ? manifest.apiVersion.split('/')
        : ['', manifest.apiVersion];
      const models = (await import(moduleOf(group, version))) as Record<
        string,
        new (data: Yaml) => { validate(): void }
      >;
      const Model = models[manifest.kind];
      expect([manifest.kind, Model === undefined]).toEqual([manifest.kind, false]);
      expect([manifest.kind, faultOf(() => Model && new Model(manifest).validate())]).toEqual([
        manifest.kind,
        undefined,
      ]);
    }
    const { Deployment } = await import('kubernetes-models/apps/v1');
    expect(faultOf(() => new Deployment({ spec: { replicas: 'two' } } as Yaml).validate())).toMatch(
      /replicas|selector/,
    );
  });

  test('have no member that Kubernetes does not know', () => {
    const misspelt = { ...the('Service', least), spec: { ...the('Service', least).spec, selectors: {} } };
    expect(typeFaults([...least, ...everything])).toBe('');
    expect(typeFaults([misspelt])).toContain('"selectors"');
  });

  test('are the kustomize files’ pods, to the word', () => {
    const kustomized = parseAllDocuments(
      execFileSync(findProgram('kubectl'), ['kustomize', join(ROOT, 'deploy/kubernetes')], { encoding: 'utf8' }),
    ).map((document) => document.toJS());
    const [ours] = the('Deployment', least).spec.template.spec.containers;
    const [theirs] = the('Deployment', kustomized).spec.template.spec.containers;
    const { image: _, imagePullPolicy: __, ...server } = ours;
    const { image: ___, ...same } = theirs;
    expect(server).toEqual(same);
    for (const part of [
      'securityContext',
      'terminationGracePeriodSeconds',
      'volumes',
      'automountServiceAccountToken',
    ]) {
      expect(the('Deployment', least).spec.template.spec[part]).toEqual(
        the('Deployment', kustomized).spec.template.spec[part],
      );
    }
    for (const kind of ['NetworkPolicy', 'HorizontalPodAutoscaler']) {
      const { podSelector: ____, ...rules } = the(kind, least).spec;
      const { podSelector: _____, ...known } = the(kind, kustomized).spec;
      expect(rules).toEqual(known);
    }
  });
});

describe('the pods', () => {
  test('are other ones when the configuration is another, and the same when it is the same', () => {
    const sum = (values?: object): string => podOf(values).metadata.annotations['checksum/config'];
    expect(sum()).toBe(sum({ ...LEAST, env: { LOG_LEVEL: 'warn' } }));
    const others = [
      { ...LEAST, config: { publicBaseUrl: 'https://other.example.org' } },
      { ...LEAST, database: { url: 'postgres://u:q@db/clearstage' } },
      { existingSecret: 'mine' },
      { existingSecret: 'mine', configRevision: '2' },
    ];
    expect(new Set([undefined, ...others].map(sum)).size).toBe(5);
  });

  test('run the image by its digest, and trust the authority of the database', () => {
    const [container] = podOf(EVERYTHING).spec.containers;
    expect(container.image).toBe(`registry.example.org/clearstage@${DIGEST}`);
    expect(podOf().spec.containers[0].image).toMatch(/^registry\.example\.org\/clearstage:\d/);
    expect(container.env).toContainEqual({ name: 'NODE_EXTRA_CA_CERTS', value: '/etc/clearstage-ca/ca.crt' });
    expect(container.env).toContainEqual({ name: 'CLEARSTAGE_WORKERS', value: '2' });
    expect(podOf().spec.volumes.map(({ name }: Yaml) => name)).not.toContain('ca');
  });

  test('read secrets from a Secret, the site’s own where it has one, and from nowhere else', () => {
    const rendered = render({ existingSecret: 'mine' });
    expect(the('Secret', rendered)).toBeUndefined();
    expect(JSON.stringify(podOf({ existingSecret: 'mine' }))).toContain('"secretName":"mine"');
    const elsewhere = render(EVERYTHING).filter(({ kind }) => kind !== 'Secret');
    expect(JSON.stringify(elsewhere)).not.toContain('postgres://');
    const { stringData } = the('Secret', render());
    expect(JSON.parse(stringData['config.json'])).toEqual(LEAST.config);
  });
});

test('the values to begin with are taken, and the command beside them names this chart', () => {
  const page = readFileSync(join(ROOT, 'deploy/README.md'), 'utf8');
  expect(page).toMatch(/^helm upgrade --install clearstage helm --namespace clearstage /m);
  const values = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as { existingSecret: string };
  const manifests = render(values);
  expect(manifests.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Deployment', 'Ingress']));
  // the secret is the one that the page makes for the kustomize files
  expect(page).toContain(`create secret generic ${values.existingSecret} `);
});

describe('the network', () => {
  test('lets in who calls and the monitoring, lets out to names, database and FHIR servers, and nothing else', () => {
    const fhir = [{ to: [{ ipBlock: { cidr: '192.0.2.10/32' } }], port: 8443 }];
    const { ingress, egress } = the('NetworkPolicy', render({ ...LEAST, networkPolicy: { fhir } })).spec;
    const portsOf = (rules: readonly Yaml[]) => rules.map(({ ports }) => ports.map(({ port }: Yaml) => port));
    expect(portsOf(ingress)).toEqual([['http'], ['metrics']]);
    expect(portsOf(egress)).toEqual([[53, 53], [5432], [8443]]);
    expect(egress[2].to).toEqual(fhir[0]?.to);
  });

  test('lets the backup to the database alone', () => {
    const manifests = render(EVERYTHING);
    const policy = manifests.find((m) => m.kind === 'NetworkPolicy' && m.metadata.name.endsWith('-backup'));
    expect(policy.spec.ingress).toBeUndefined();
    expect(policy.spec.policyTypes).toEqual(['Ingress', 'Egress']);
    const { template } = the('CronJob', manifests).spec.jobTemplate.spec;
    expect(template.metadata.labels).toMatchObject(policy.spec.podSelector.matchLabels);
    // and it is no replica of the service
    expect(template.metadata.labels).not.toMatchObject(the('Service', manifests).spec.selector);
    expect(template.spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
  });
});

function moduleOf(group: string, version: string): string {
  if (group === 'gateway.networking.k8s.io') return `@kubernetes-models/gateway-api/${group}/${version}`;
  if (group === 'monitoring.coreos.com') return `@kubernetes-models/prometheus-operator/${group}/${version}`;
  return group === '' ? `kubernetes-models/${version}` : `kubernetes-models/${group}/${version}`;
}

function faultOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What the compiler says of the objects as literals of their types: a member too many is an error there. */
function typeFaults(manifests: readonly Yaml[]): string {
  const lines = manifests.map((manifest, i) => {
    const [group, version] = manifest.apiVersion.includes('/')
      ? manifest.apiVersion.split('/')
      : ['', manifest.apiVersion];
    return `import type { I${manifest.kind} as T${i} } from '${moduleOf(group, version)}';\nexport const o${i}: T${i} = ${JSON.stringify(manifest)};`;
  });
  writeFileSync(join(folder, 'objects.ts'), lines.join('\n'));
  if (!existsSync(join(folder, 'node_modules'))) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
    '--types',
    '',
  ];
  try {
    execFileSync(join(ROOT, 'node_modules/.bin/tsc'), [...options, 'objects.ts'], { cwd: folder, encoding: 'utf8' });
    return '';
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  }
}
