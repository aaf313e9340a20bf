// Observations → usable results by analyte, those of a rough date apart, and what was set aside with its reason.
import { append } from '../quantities/append.ts';
import { isAnalyte } from './catalogue.ts';
import type { DialysisEvidence, OpenDialysis } from './dialysis-evidence.ts';
import type { Gate, Refusal } from './gate.ts';
import { modifierOf } from './gate.ts';
import { listed } from './listed.ts';
import { entryOf, isMeasurement, readObservation, statusProblem, type ReadingContext } from './observation.ts';
import type { References } from './references.ts';
import { byReference } from './order.ts';
import { isOfBlood, otherFluidOf } from './specimen.ts';
import { areRivals, methodKey, withSameDraw } from './same-draw.ts';
import { takenAt } from './specimen-date.ts';
import type { Analyte, Measurement, Measurements, SetAside, Sourced } from './types.ts';
import { WITHDRAWN } from './withdrawn.ts';

export interface ReadMeasurements {
  readonly measurements: Measurements;
  readonly roughlyDated: Measurements;
  readonly setAside: SetAside[];
  readonly dialysisHints: DialysisEvidence[];
  readonly openDialysis: OpenDialysis[];
}

/** @param gate refuses a result as a whole; a component may be refused on its own */
export function readMeasurements(
  observations: readonly Sourced<fhir4.Observation>[],
  context: ReadingContext,
  gate: Gate,
  references: References,
): ReadMeasurements {
  const byAnalyte: ByAnalyte<Analyte> = {};
  const roughly: ByAnalyte<Analyte> = {};
  const setAside: SetAside[] = [];
  const dialysisHints: DialysisEvidence[] = [];
  const openDialysis: OpenDialysis[] = [];
  const hint = (parent: fhir4.Observation, reference: string): void => {
    const evidence = dialysisIn(parent, reference);
    if (evidence && 'why' in evidence) openDialysis.push(evidence);
    else if (evidence) dialysisHints.push(evidence);
  };
  const add = (
    valued: fhir4.Observation | fhir4.ObservationComponent,
    parent: fhir4.Observation,
    reference: string,
    refusal: Refusal | undefined,
  ): void => {
    const known = entryOf(valued.code, context.localCodes);
    if (!known) return;
    const { code, entry } = known;
    if ('unusable' in entry) {
      const { at } = takenAt(parent);
      setAside.push({
        reference,
        reason: refusal?.reason ?? statusProblem(parent.status) ?? entry.unusable,
        ...(refusal?.told !== undefined && { told: refusal.told }),
        code,
        ...(entry.analyte && { analyte: entry.analyte }),
        ...(at !== undefined && { at }),
      });
      if (entry.dialysisHint && !refusal) hint(parent, reference);
    } else if (isAnalyte(entry)) {
      const fluid = isOfBlood(entry.analyte) ? otherFluidOf(parent, reference, references) : undefined;
      const contradiction = fluid && { reason: 'contradictory-specimen' as const, told: fluid };
      const read = readObservation({ valued, parent, reference, code, entry }, context, refusal ?? contradiction);
      if (entry.analyte === 'b2m-serum-postdialysis' && !refusal) hint(parent, reference);
      if (isMeasurement(read)) insert(read.until === undefined ? byAnalyte : roughly, read);
      else setAside.push(read);
    }
  };
  for (const { resource, reference } of observations) {
    const refusal = gate(resource, reference);
    add(resource, resource, reference, refusal);
    for (const component of listed(resource.component)) {
      add(component, resource, reference, refusal ?? modifierOf(component));
    }
  }
  for (const list of Object.values<Measurement[]>(byAnalyte)) keepOnePerSpecimen(list.sort(newestFirst), setAside);
  for (const list of Object.values<Measurement[]>(roughly)) list.sort(newestFirst);
  return { measurements: spanned(byAnalyte), roughlyDated: spanned(roughly), setAside, dialysisHints, openDialysis };
}

/** Nobody draws a sample after dialysis from a patient who is not on dialysis, whatever becomes of its value. */
function dialysisIn(parent: fhir4.Observation, reference: string): DialysisEvidence | OpenDialysis | undefined {
  const { at, until } = takenAt(parent);
  const problem = statusProblem(parent.status);
  if (problem && WITHDRAWN.has(problem)) return undefined;
  if (at === undefined) return { reference, why: 'no-date' };
  if (problem === 'status-unknown') return { reference, why: 'status-unknown', until: until ?? at };
  return { at, ...(until !== undefined && { until }), reference };
}

/** What stages are made of spans the results of its draw. */
function spanned(found: ByAnalyte<Analyte>): Measurements {
  const { 'b2m-serum': b2m, 'albumin-serum': albumin } = found;
  return {
    ...found,
    ...(b2m && { 'b2m-serum': withSameDraw(b2m) }),
    ...(albumin && { 'albumin-serum': withSameDraw(albumin) }),
  };
}

type ByAnalyte<A extends Analyte> = { [K in A]?: Measurement<K>[] };

function insert<A extends Analyte>(byAnalyte: ByAnalyte<A>, m: Measurement<A>): void {
  const others = byAnalyte[m.analyte];
  if (others) others.push(m);
  else byAnalyte[m.analyte] = [m];
}

/** Newest specimen first; of one specimen the latest issue first; the rest only so that order never depends on input. */
function newestFirst(a: Measurement, b: Measurement): number {
  return b.at - a.at || b.issued - a.issued || byReference(a, b) || a.quantity.value - b.quantity.value;
}

/**
 * One specimen, one result: the latest issued; a later issue replaces what came before. Of B2M and albumin both are kept
 * where neither is the later.
 */
function keepOnePerSpecimen(sorted: Measurement[], setAside: SetAside[]): void {
  const seen = new Map<string, Measurement[]>();
  let kept = 0;
  for (const m of sorted) {
    const specimen = `${m.at} ${methodKey(m)}`;
    if ((seen.get(specimen) ?? []).every((other) => areRivals(m, other))) {
      append(seen, specimen, m);
      sorted[kept++] = m;
    } else {
      setAside.push({ reference: m.reference, reason: 'duplicate', analyte: m.analyte, code: m.code, at: m.at });
    }
  }
  sorted.length = kept;
}
