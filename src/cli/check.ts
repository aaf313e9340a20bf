// `clearstage check`: what an integration engineer runs on day one, against the FHIR server or an export of it.
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { readConfig } from '../config/config.ts';
import { checkCapabilities } from './check/capabilities.ts';
import { checkCallerToken, isCallerToken } from './check/caller-token.ts';
import { codeFindings, createCodeCounter } from './check/codes.ts';
import { readExport } from './check/export-folder.ts';
import { blocker, info, render, warning, type Finding } from './check/finding.ts';
import { checkPatient, findPatients } from './check/patient.ts';
import { createProbe } from './check/probe.ts';
import { configOption, servicesAt } from './site.ts';

interface Options {
  readonly fhir?: string;
  readonly token?: string;
  readonly patient: readonly string[];
  readonly client?: string;
  readonly export?: string;
  readonly config?: string;
  readonly json?: true;
}

export interface CheckIo {
  readonly write: (text: string) => void;
  readonly fail: () => void;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const PROCESS: CheckIo = {
  write: (text) => void process.stdout.write(text),
  fail: () => void (process.exitCode = 1),
  clock: Date.now,
};

export function checkCommand(io: CheckIo = PROCESS): Command {
  return new Command('check')
    .description(
      'examine a FHIR server (or an export of it) before going live; the exit code says whether something stands against it',
    )
    .option('--fhir <base>', 'base URL of the FHIR server')
    .option(
      '--token <token>',
      'access token for it; or a token of the EHR’s calls, which is checked against the configuration',
    )
    .option('--patient <id...>', 'patients to ask for; the first three of the server unless told', [])
    .option('--client <name>', 'the client of the configuration that a token of the EHR is for')
    .option('--export <folder>', 'a folder of NDJSON (.gz too), as a Bulk Data export writes it, instead of a server')
    .option('--json', 'everything that was found, as JSON')
    .addOption(configOption())
    .action(async (options: Options) => {
      const { findings, ...details } = await examine(options, io.clock());
      if (findings.some(({ severity }) => severity === 'blocker')) io.fail();
      io.write(options.json ? `${JSON.stringify({ findings, ...details }, null, 2)}\n` : `${render(findings)}\n`);
    });
}

type Examined = { readonly findings: readonly Finding[] } & Readonly<Record<string, unknown>>;

async function examine(options: Options, now: number): Promise<Examined> {
  if (options.export !== undefined) return examineExport(options.export, options);
  const tokenIsCallers = options.token !== undefined && isCallerToken(options.token);
  const ofToken = tokenIsCallers ? await examineToken(options.token, options, now) : [];
  if (options.fhir === undefined) {
    if (tokenIsCallers) return { findings: ofToken };
    throw new Error('--fhir <base> or --export <folder> is needed');
  }
  const access = tokenIsCallers ? undefined : options.token;
  const probe = createProbe(options.fhir, access);
  const capabilities = await checkCapabilities(probe);
  if (capabilities.some(({ severity }) => severity === 'blocker')) return { findings: [...ofToken, ...capabilities] };
  const site = servicesAt(options.config);
  const { localCodes } = site;
  const ids = options.patient.length > 0 ? options.patient : await findPatients(probe);
  const none = ids.length === 0 ? [blocker('patient', 'no patient to ask for: name one with --patient')] : [];
  const services = [site.serviceOf('result-view'), site.serviceOf('order-sign')];
  const patients = [];
  for (const [i, id] of ids.entries()) {
    const fhir = { base: options.fhir, token: access };
    patients.push(await checkPatient(`patient ${i + 1}`, id, services, { fhir, probe, localCodes, now }));
  }
  const counter = createCodeCounter(localCodes);
  for (const { observations } of patients) for (const observation of observations) counter.add(observation);
  const codes = counter.counts();
  return {
    findings: [...ofToken, ...capabilities, ...none, ...patients.flatMap((p) => p.findings), ...codeFindings(codes)],
    queries: patients.flatMap((p) => p.queries),
    codes,
    unread: patients.flatMap((p) => p.unread),
  };
}

async function examineToken(token: string, { config, client }: Options, now: number): Promise<readonly Finding[]> {
  if (config === undefined)
    return [warning('token', 'made out to an endpoint of ours, but without --config nobody can tell for which client')];
  const read = readConfig({ CLEARSTAGE_CONFIG: config }, (path) => readFileSync(path, 'utf8'));
  return checkCallerToken(token, read, client, now);
}

async function examineExport(folder: string, { config }: Options): Promise<Examined> {
  const { localCodes, settings } = servicesAt(config);
  const { filtrationPairingDays, pairingDays } = settings;
  const report = await readExport(folder, localCodes, { creatinine: filtrationPairingDays, albumin: pairingDays });
  const { b2m, lines, unreadable, resources } = report;
  const share = (n: number): string => (b2m.count === 0 ? 'none' : `${Math.round((n / b2m.count) * 100)}%`);
  const counted = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, n]) => `${name} ${n}`)
      .join(', ') || 'none';
  return {
    findings: [
      info('export', `${lines} lines: ${counted(resources)}`),
      ...(unreadable > 0 ? [warning('export', `${unreadable} lines are no FHIR resource`)] : []),
      ...report.unfinished.map((name) => warning('export', `${name} cannot be read to its end`)),
      info('status', counted(report.status)),
      info('dates', `precise to: ${counted(report.datePrecision)}`),
      b2m.count === 0
        ? blocker('B2M', 'no serum B2M is recognised in the export')
        : info(
            'B2M',
            `${b2m.count}; with a creatinine within ${filtrationPairingDays} days ${share(b2m.withCreatinine)}, with an albumin within ${pairingDays} days ${share(b2m.withAlbumin)}`,
          ),
      ...codeFindings(report.codes),
    ],
    ...report,
  };
}
