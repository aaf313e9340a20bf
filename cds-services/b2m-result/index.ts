// The service that reads a B2M on record: result-view and patient-view.
import {
  careCircumstances,
  CATALOGUE,
  codesOf,
  codingsOf,
  DAY_MS,
  loincOf,
  reasonIn,
  frameFor,
  readBibliography,
  readServiceFile,
  runRules,
  shownDate,
  silenceOf,
  systemOf,
  toEvaluation,
  withShadow,
  type Chart,
  type ChartReading,
  type Evaluation,
  type Facts,
  type Located,
  type LocalCodes,
  type Service,
  type ServiceModule,
  type SiteKnowledge,
  type Situation,
} from '../../src/authoring.ts';
import { dataNotes, linksOf, TOPICS } from './cards.ts';
import { atChartOpening } from './chart-opening.ts';
import { TOPIC, type ResultInput } from './input.ts';
import { entries, ownSettings, version as ownVersion } from './knowledge.ts';
import { lastDoneIn } from './last-done.ts';
import { EN } from './phrases.en.ts';
import { prefetchFor, requiredOf, satisfies } from './prefetch.ts';
import { example } from '../shared/example.ts';
import { rules } from './rules/index.ts';
import { ADVICE_ONLY, NOT_A_DIAGNOSIS } from '../shared/phrases.en.ts';
import { REASONS } from './phrases/reasons.en.ts';

const bibliography = readBibliography(new URL('../bibliography.json', import.meta.url));
const file = readServiceFile(new URL('service.json', import.meta.url));

export const b2mResult: ServiceModule = {
  settings: entries,
  rules,
  create,
};

function create(site: SiteKnowledge): Service {
  const frame = frameFor(site, { file, version: ownVersion, settings: ownSettings, prefetchFor, requiredOf });
  const { settings, localCodes, version, offerings, periods } = frame;
  return {
    id: 'b2m-result',
    version,
    offerings,
    periods,

    /** A user who opens results without any of ours among them is looking at something else. */
    concerns(situation: Situation): boolean {
      return situation.results.length === 0 || situation.results.some((r) => isOurs(r, localCodes));
    },

    /** Whichever result was opened, an injury of the kidneys is told. @source clinical reference 2.2 */
    mayBeUrgent: (situation: Situation, given: readonly Located[]): boolean =>
      situation.hook === 'result-view' && given.some(({ resource }) => isCreatinine(resource, localCodes)),

    satisfies: (key, resources) => satisfies(key, resources, localCodes),

    example,

    silenceOver: silenceOf(rules, localCodes),

    evaluate(situation: Situation, chart: Chart, asOf: number): Evaluation {
      const read = frame.read(situation, chart, asOf);
      const { reading, order, lookedAt } = read;
      const input: ResultInput = {
        reading,
        situation,
        settings,
        order,
        lookedAt,
        lastDone: lastDoneIn(chart, localCodes),
        pending: pendingOf(reading.facts, reading.focus?.at),
      };
      return withShadow(site.rules, (states) => {
        const said = runRules(rules, input, {
          hook: situation.hook,
          outOfScope: reading.outOfScope,
          openedElse: notRecognised(read),
          states,
          reasonOf: reasonIn(reading.facts),
        });
        const opened = lookedAt.size > 0 ? aboutWhatIsLookedAt(said, lookedAt) : said;
        const told =
          situation.hook === 'patient-view' ? atChartOpening(opened, reading, settings, WHATEVER_IS_OPENED) : opened;
        return toEvaluation(onOneCard(told), read, file.maxCards[situation.hook] ?? 1, {
          version,
          bibliography,
          topics: TOPICS,
          notes: (named, isOrdering) => dataNotes(input, named, isOrdering),
          closing: (first) => (first.isAdvice ? ADVICE_ONLY : NOT_A_DIAGNOSIS),
          isDated: true,
          links: linksOf(input),
          // No work-up is offered and no survival told.
          circumstances: reading.palliative ? careCircumstances(reading) : [],
        });
      });
    },
  };
}

/** Who opened something that we do not know is told that, in `explain`, and nothing else. */
function notRecognised({ unrecognised }: ChartReading): string | undefined {
  return unrecognised && REASONS.all.notRecognised(unrecognised);
}

type Said = ReturnType<typeof runRules>;

const WHATEVER_IS_OPENED: ReadonlySet<string> = new Set(rules.filter((r) => r.whateverIsOpened).map((r) => r.id));

/** Who opens one result is told what it takes part in, not what else stands in the chart. */
function aboutWhatIsLookedAt({ findings, outcomes }: Said, lookedAt: ReadonlySet<string>): Said {
  const other = new Set(
    findings
      .filter((f) => !WHATEVER_IS_OPENED.has(f.rule))
      .filter((f) => f.inputs?.length && !isAbout(f, lookedAt))
      .map((f) => f.rule),
  );
  if (other.size === 0) return { findings, outcomes };
  return {
    findings: findings.filter((f) => !other.has(f.rule)),
    outcomes: outcomes.map((o) =>
      other.has(o.id) ? { ...o, fired: false, because: REASONS.all.notUsingIt(o.because) } : o,
    ),
  };
}

function isAbout({ inputs = [], cytogenetics = [] }: Said['findings'][number], lookedAt: ReadonlySet<string>): boolean {
  const used = [...inputs.map((m) => m.reference), ...cytogenetics.flatMap((r) => r.references)];
  return used.some((reference) => lookedAt.has(reference));
}

/** One B2M, one card: its rise is told with its stage, its index or what the kidneys explain of it. */
function onOneCard({ findings, outcomes }: Said): Said {
  if (!findings.some((f) => f.topic === TOPIC.b2m)) return { findings, outcomes };
  return { findings: findings.map((f) => (f.topic === TOPIC.trend ? { ...f, topic: TOPIC.b2m } : f)), outcomes };
}

const CREATININE: ReadonlySet<string> = new Set(codesOf((e) => 'analyte' in e && e.analyte === 'creatinine-serum'));

function isCreatinine(resource: fhir4.FhirResource, localCodes: LocalCodes): boolean {
  return (
    resource.resourceType === 'Observation' &&
    codingsOf(resource.code).some((c) => CREATININE.has(loincOf(c, localCodes) ?? ''))
  );
}

function isOurs({ resource }: Located, localCodes: LocalCodes): boolean {
  // A report that only refers to its results may hold any of ours.
  if (resource.resourceType === 'DiagnosticReport') return resource.result !== undefined;
  if (resource.resourceType !== 'Observation') return false;
  return (
    isOurCode(resource.code, localCodes) ||
    (Array.isArray(resource.component) && resource.component.some((c) => isOurCode(c?.code, localCodes))) ||
    resource.hasMember !== undefined
  );
}

function isOurCode(code: fhir4.CodeableConcept | undefined, localCodes: LocalCodes): boolean {
  return codingsOf(code).some((c) => {
    const loinc = loincOf(c, localCodes);
    return loinc !== undefined && (systemOf(c.system) !== 'loinc' || CATALOGUE.has(loinc));
  });
}

function pendingOf(facts: Facts, focusAt = -Infinity): readonly string[] {
  return facts.setAside
    .filter((s) => s.reason === 'preliminary' && s.analyte?.startsWith('b2m') && (s.at ?? 0) > focusAt - DAY_MS)
    .map((s) => EN.notes.pendingB2m(s.at === undefined ? undefined : shownDate(s.at)));
}
