// The synthetic patients of the demonstration, with their dates moved so that they look recent.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const DAY_MS = 86_400_000;
const DATE_KEY = /(Date|DateTime|authoredOn|issued|start|end)$/;
const DATE = /^\d{4}(-\d{2}(-\d{2}(T.*)?)?)?$/;

/** The user whom the CDS Hooks Sandbox always sends; it reads this resource. */
const PRACTITIONER: fhir4.Practitioner = {
  resourceType: 'Practitioner',
  id: 'COREPRACTITIONER1',
  name: [{ family: 'Synthetic', given: ['Robin'], prefix: ['Dr.'] }],
};

export interface DemoPatient {
  readonly id: string;
  /** One line, as a clinician would put it. */
  readonly story: string;
  /** Hooks worth trying with this patient. */
  readonly hooks: readonly string[];
  /** The context of the recorded calls, by hook: drafts, selections, results. */
  readonly contexts: Readonly<Record<string, object>>;
}

export interface DemoData {
  readonly patients: readonly DemoPatient[];
  readonly resources: readonly fhir4.FhirResource[];
}

/**
 * Reads `fixtures/patients`.
 *
 * @param now milliseconds since 1970; the moment the stories are told at becomes the same time of this day, or of the
 *   day before when that is still to come, so that no result lies in the future
 */
export function loadDemoData(now: number): DemoData {
  const folder = join(packageFolder(import.meta.dirname), 'fixtures/patients');
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const index = read('index.json') as { asOf: string; patients: (Omit<DemoPatient, 'contexts'> & { file: string })[] };
  const days = Math.floor((now - Date.parse(index.asOf)) / DAY_MS);
  const resources = index.patients.flatMap(({ file }) =>
    ((read(file) as fhir4.Bundle<fhir4.FhirResource>).entry ?? []).flatMap(({ resource }) =>
      resource ? [shiftDates(resource, days)] : [],
    ),
  );
  return {
    patients: index.patients.map(({ id, story, hooks }) => ({
      id,
      story,
      hooks,
      contexts: contextsOf(id, hooks, days),
    })),
    resources: [PRACTITIONER, ...resources],
  };
}

function contextsOf(id: string, hooks: readonly string[], days: number): DemoPatient['contexts'] {
  const folder = join(packageFolder(import.meta.dirname), 'fixtures/hooks');
  const recorded = hooks.flatMap((hook) => {
    const file = join(folder, `${id}.${hook}.json`);
    if (!existsSync(file)) return [];
    const { context } = JSON.parse(readFileSync(file, 'utf8')) as { readonly context: object };
    return [[hook, shiftDates(context, days)] as const];
  });
  return Object.fromEntries(recorded);
}

/** The same resource with every date moved by whole days, birth dates too, so that ages stay. */
export function shiftDates<T>(value: T, days: number): T {
  return shift(value, '', days) as T;
}

function shift(value: unknown, key: string, days: number): unknown {
  if (typeof value === 'string') return DATE_KEY.test(key) && DATE.test(value) ? shiftDate(value, days) : value;
  if (Array.isArray(value)) return value.map((item) => shift(item, key, days));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shift(item, name, days)]));
}

/** Keeps the precision, the time of day and the offset. */
function shiftDate(date: string, days: number): string {
  const day = Date.parse(date.slice(0, 10));
  const moved = new Date(day + days * DAY_MS).toISOString().slice(0, Math.min(date.length, 10));
  return moved + date.slice(10);
}

/** The folder of package.json above this file: the checkout, also for the compiled file in dist/. */
function packageFolder(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : packageFolder(dirname(from));
}
