// What others build on, as `clearstage/reading`: FHIR resources of one patient in, what a specialist would read off them out.
import readingFile from '../cds-services/reading.json' with { type: 'json' };
import type { Evidence, SentEvidence } from './cards/evidence.ts';
import { CARD_WORDS } from './cards/phrases.en.ts';
import { toReadingEvidence } from './cards/reading-evidence.ts';
import { collectFacts } from './clinical/facts/collect.ts';
import type { PartlyRead, Unread } from './clinical/facts/types.ts';
import type { Comparator } from './clinical/quantities/quantity.ts';
import { readPatient, type Reading } from './clinical/reading/reading.ts';
import { collectBy, type ReadingKnowledge } from './clinical/reading/settings.ts';
import { isObject, member } from './contracts/json.ts';
import { listingOf, spansOf } from './contracts/listing.ts';
import { listItems, settingValues } from './decision/knowledge-values.ts';
import { collect } from './protocol/collection.ts';

/** What is read by, where a site has changed nothing. */
export const PUBLISHED: ReadingKnowledge = {
  settings: settingValues(readingFile),
  lists: listItems(readingFile),
  localCodes: {},
};

export interface ReadOptions {
  /** The moment of reading: later results are not read. */
  readonly asOf: Date;
  /** Whose record it is; needed where it holds not exactly one Patient. */
  readonly patientId?: string;
  /** References (`Observation/1`) of the results being looked at; else the newest serum B2M is. */
  readonly lookedAt?: readonly string[];
  /** Resource types that could not be had: nothing is concluded from their absence. */
  readonly notRead?: readonly string[];
  /** What a site reads by where that is not what is published; a setting or list that is not named stays. */
  readonly knowledge?: {
    readonly settings?: Readonly<Record<string, number>>;
    readonly lists?: Readonly<Record<string, readonly string[]>>;
    readonly localCodes?: Readonly<Record<string, string>>;
  };
}

export interface RecordReading {
  /** The serum B2M that is looked at. */
  readonly b2m?: {
    readonly reference: string;
    readonly value: number;
    readonly comparator?: Comparator;
    readonly unit: 'mg/L';
    readonly effective: string;
    readonly upperLimit?: number;
    /** Absent where a limit sign leaves it open. */
    readonly elevated?: boolean;
    /** Too high to be believed without a look at its unit: nothing is staged. */
    readonly unitInDoubt: boolean;
  };
  readonly evidence: SentEvidence;
  /** What stands in the record and was not read: it makes answers open, never absent. */
  readonly unread: readonly Unread[];
  /** Why nothing is read: below 18 years, comfort care, deceased. */
  readonly outOfScope?: string;
}

/**
 * Reads the record of one patient.
 *
 * @param record a Bundle, also one that goes on (then nothing is concluded from what may follow); or resources and Bundles
 * @throws RangeError where it cannot be told whose record it is, `asOf` is no moment, or `knowledge` names what there is not
 */
export function readRecord(record: fhir4.Resource | readonly fhir4.Resource[], options: ReadOptions): RecordReading {
  const asOf = options.asOf.getTime();
  if (Number.isNaN(asOf)) throw new RangeError('asOf is no moment');
  const given: readonly fhir4.Resource[] = 'resourceType' in record ? [record] : record;
  const patientId = options.patientId ?? onlyPatientIn(given);
  const knowledge = withKnowledge(options.knowledge);
  const { resources } = collect(given, { place: 'record', from: 'record', patient: { id: patientId } });
  const notRead = options.notRead ?? [];
  const facts = collectFacts(resources, {
    patientId,
    asOf,
    ...collectBy(knowledge),
    unavailable: notRead,
    partlyRead: [...notRead.map((type) => ({ key: type, type, spans: [] })), ...given.flatMap(goingOn)],
  });
  return toRecordReading(readPatient(facts, knowledge.settings, new Set(options.lookedAt)));
}

function withKnowledge({
  settings = {},
  lists = {},
  localCodes = {},
}: NonNullable<ReadOptions['knowledge']> = {}): ReadingKnowledge {
  const known = new Set([...Object.keys(PUBLISHED.settings), ...Object.keys(PUBLISHED.lists)]);
  const unknown = [...Object.keys(settings), ...Object.keys(lists)].filter((name) => !known.has(name));
  if (unknown.length > 0) throw new RangeError(`knowledge: there is no ${unknown.join(', no ')}`);
  return { settings: { ...PUBLISHED.settings, ...settings }, lists: { ...PUBLISHED.lists, ...lists }, localCodes };
}

function onlyPatientIn(given: readonly fhir4.Resource[]): string {
  const ids = new Set(given.flatMap((resource) => idsOfPatients(resource)));
  const [id] = ids;
  if (id === undefined || ids.size > 1) {
    throw new RangeError(`there are ${ids.size} Patients with an id in the record: say whose it is by patientId`);
  }
  return id;
}

function idsOfPatients(resource: unknown): readonly string[] {
  const { resourceType, id, entry } = isObject(resource) ? resource : {};
  if (resourceType === 'Patient') return typeof id === 'string' ? [id] : [];
  if (resourceType !== 'Bundle' || !Array.isArray(entry)) return [];
  return entry.flatMap((e) => idsOfPatients(member(e, 'resource')));
}

/** Of a page that is not the whole list, each type in it was read in part. */
function goingOn(resource: fhir4.Resource): readonly PartlyRead[] {
  const entries = resource.resourceType === 'Bundle' ? member(resource, 'entry') : undefined;
  if (!Array.isArray(entries)) return [];
  const types = new Set(entries.map((entry) => member(member(entry, 'resource'), 'resourceType')));
  return [...types].flatMap((type) => {
    const spans = typeof type === 'string' ? spansOf(listingOf(resource, type), type) : undefined;
    return spans && typeof type === 'string' ? [{ key: type, type, spans }] : [];
  });
}

function toRecordReading(reading: Reading): RecordReading {
  const { focus, limit, elevated, unitInDoubt, outOfScope, facts } = reading;
  const quantity = focus && (focus.own ?? focus.quantity);
  return {
    ...(focus &&
      quantity && {
        b2m: {
          reference: focus.reference,
          value: quantity.value,
          ...(quantity.comparator && { comparator: quantity.comparator }),
          unit: quantity.unit,
          effective: focus.effective,
          ...(limit && { upperLimit: limit.value }),
          ...(elevated !== undefined && { elevated }),
          unitInDoubt,
        },
      }),
    evidence: withoutEmptyLists(toReadingEvidence(reading)),
    unread: facts.unread,
    ...(outOfScope !== undefined && { outOfScope: CARD_WORDS.outOfScope[outOfScope] }),
  };
}

/** As the evidence contract has it. */
function withoutEmptyLists(evidence: Omit<Evidence, 'rules' | 'citations'>): SentEvidence {
  const { assessments, inputs, cytogenetics = [], derived, diagnosis, treatments = [] } = evidence;
  const { circumstances = [], recordedStages = [] } = evidence;
  return {
    ...(assessments.length > 0 && { assessments: assessments.map(withoutEmptyMissing) }),
    ...(inputs.length > 0 && { inputs }),
    ...(cytogenetics.length > 0 && { cytogenetics }),
    ...(derived.length > 0 && { derived }),
    ...(circumstances.length > 0 && { circumstances }),
    ...(recordedStages.length > 0 && { recordedStages }),
    ...(diagnosis && { diagnosis }),
    ...(treatments.length > 0 && { treatments }),
  };
}

type SentAssessment = NonNullable<SentEvidence['assessments']>[number];

function withoutEmptyMissing({ missing, ...assessment }: Evidence['assessments'][number]): SentAssessment {
  return missing.length > 0 ? { ...assessment, missing } : assessment;
}
