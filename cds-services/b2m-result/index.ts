// The service that reads a B2M on record: result-view and patient-view.
import {
  CATALOGUE,
  collectFacts,
  DAY_MS,
  evidenceOf,
  LOINC,
  readBibliography,
  readPatient,
  readServiceFile,
  runRules,
  shownDate,
  toEvidenceInput,
  toInstant,
  type Chart,
  type Evaluation,
  type Facts,
  type Located,
  type Service,
  type Situation,
} from '../../src/authoring.ts';
import { toCards } from './cards.ts';
import type { ResultInput } from './input.ts';
import { knowledge } from './knowledge.ts';
import { prefetch, REQUIRED, satisfies } from './prefetch.ts';
import { rules } from './rules/index.ts';

const bibliography = readBibliography(new URL('../bibliography.json', import.meta.url));
const file = readServiceFile(new URL('service.json', import.meta.url));
const localCodes = new Map(
  knowledge.lists.localLaboratoryCodes.map((line) => {
    const at = line.lastIndexOf('=');
    return [line.slice(0, at), line.slice(at + 1)] as const;
  }),
);
const drugs = {
  antiNeoplastic: knowledge.lists.antiNeoplasticIngredients,
  nephrotoxic: knowledge.lists.nephrotoxicIngredients,
};

export const b2mResult: Service = {
  id: 'b2m-result',
  version: knowledge.version,
  offerings: file.offerings.map((offering) => ({ ...offering, prefetch, required: REQUIRED })),

  /** A user who opens results without any of ours among them is looking at something else. */
  concerns(situation: Situation): boolean {
    return situation.results.length === 0 || situation.results.some(isOurs);
  },

  satisfies,

  evaluate(situation: Situation, chart: Chart, asOf: number): Evaluation {
    const facts = collectFacts([...situation.results, ...chart.resources], {
      patientId: situation.patientId,
      asOf,
      localCodes,
      drugs,
      unavailable: [...chart.unavailable.keys()],
    });
    const lookedAt = new Set(situation.results.map((r) => r.reference));
    const reading = readPatient(facts, knowledge.settings, lookedAt);
    const input: ResultInput = {
      reading,
      situation,
      settings: knowledge.settings,
      order: {
        patientId: situation.patientId,
        userId: situation.userId,
        asOf,
        ...(situation.encounterId && { encounterId: situation.encounterId }),
      },
      lookedAt,
      lastDone: lastDone(chart),
      pending: pendingOf(facts, reading.focus?.at),
    };
    const { findings, outcomes } = runRules(rules, situation.hook, input);
    const max = file.maxCards[situation.hook] ?? 1;
    const spoken = evidenceOf(findings, knowledge.version, bibliography);
    return {
      cards: toCards(findings, input, max, knowledge.version, bibliography),
      evidence: {
        ...spoken,
        assessments: reading.assessments,
        inputs: reading.inputs.map(toEvidenceInput),
        derived: reading.derived,
      },
      rules: outcomes,
      facts: explainFacts(facts),
    };
  },
};

function isOurs({ resource }: Located): boolean {
  if (resource.resourceType === 'DiagnosticReport') {
    return resource.result === undefined
      ? true
      : (resource.contained ?? []).some((c) => isOurCode((c as fhir4.Observation).code));
  }
  if (resource.resourceType !== 'Observation') return false;
  return (
    isOurCode(resource.code) ||
    (resource.component ?? []).some((c) => isOurCode(c.code)) ||
    resource.hasMember !== undefined
  );
}

function isOurCode(code: fhir4.CodeableConcept | undefined): boolean {
  return (code?.coding ?? []).some(
    (c) => (c.system === LOINC && CATALOGUE.has(c.code ?? '')) || localCodes.has(`${c.system}|${c.code}`),
  );
}

/** When each code last came back: not to suggest what has just been done. */
function lastDone(chart: Chart): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const { resource } of chart.resources) {
    if (resource.resourceType !== 'Observation' || resource.status === 'entered-in-error') continue;
    const at = toInstant(resource.effectiveDateTime ?? resource.issued);
    if (at === undefined) continue;
    for (const coding of resource.code?.coding ?? []) {
      if (coding.system === LOINC && coding.code && at > (last.get(coding.code) ?? -Infinity))
        last.set(coding.code, at);
    }
  }
  return last;
}

function pendingOf(facts: Facts, focusAt = -Infinity): readonly string[] {
  return facts.setAside
    .filter((s) => s.reason === 'preliminary' && s.analyte?.startsWith('b2m') && (s.at ?? 0) > focusAt - DAY_MS)
    .map((s) => `B2M of ${s.at === undefined ? 'unknown date' : shownDate(s.at)}`);
}

/** The facts as `explain` shows them. */
function explainFacts(facts: Facts): unknown {
  return { ...facts, measurements: Object.fromEntries(facts.measurements) };
}
