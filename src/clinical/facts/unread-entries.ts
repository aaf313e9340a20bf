// Every entry of a chart that was not read, of every type, in one order whatever the order they came in.
import type { Gate } from './gate.ts';
import { listed } from './listed.ts';
import { entryOf } from './observation.ts';
import { byReference, compareText } from './order.ts';
import type { References } from './references.ts';
import type { MedicationRecord } from './treatment.ts';
import type { SetAside, Sourced, Unread, UnreadReason } from './types.ts';
import { asUnread, unread, unreadCode, unreadCondition, unreadMedication, unreadMembers } from './unread.ts';

export interface Entries {
  readonly observations: readonly Sourced<fhir4.Observation>[];
  readonly procedures: readonly Sourced<fhir4.Procedure>[];
  readonly medications: readonly Sourced<MedicationRecord>[];
  readonly reports: readonly Sourced<fhir4.DiagnosticReport>[];
  readonly conditions: {
    readonly all: readonly Sourced<fhir4.Condition>[];
    /** References of entries whose codes stand in our lists, and those whose status is not understood. */
    readonly known: ReadonlySet<string>;
    readonly notUnderstood: ReadonlyMap<string, UnreadReason>;
  };
  /** Set aside by the gate; results by their analytes in `setAside`. */
  readonly refused: readonly Unread[];
  readonly setAside: readonly SetAside[];
  /** References of drugs and procedures that matter and of which it is not known when or whether they were. */
  readonly open: ReadonlyMap<string, UnreadReason>;
  /** Results of other kinds than an amount that were not read. */
  readonly notRead: readonly { readonly reference: string; readonly why: UnreadReason }[];
  readonly gate: Gate;
  /** What may be used. */
  readonly references: References;
  /** What may not, too. */
  readonly gathered: References;
  readonly localCodes: ReadonlyMap<string, string>;
}

export function unreadEntries(entries: Entries): readonly Unread[] {
  const { conditions, references, gathered, gate, localCodes, open } = entries;
  const notRead = new Map(entries.notRead.map((n) => [n.reference, n.why]));
  return [
    ...entries.refused,
    ...conditions.all.flatMap((c) => {
      const why = conditions.notUnderstood.get(c.reference);
      if (why) return [unread(c.resource, c.reference, why)];
      return asList(conditions.known.has(c.reference) ? undefined : unreadCondition(c));
    }),
    ...entries.medications.flatMap(
      (m) => openEntry(m, open) ?? asList(unreadMedication(m, references, gathered, gate)),
    ),
    ...entries.procedures.flatMap((p) => openEntry(p, open) ?? asList(unreadCode(p, localCodes))),
    ...entries.observations.flatMap((o) => unreadResult(o, notRead, entries)),
    ...entries.reports.flatMap((r) => unreadMembers(r, gathered)),
    ...entries.setAside.flatMap((s) => asList(asUnread(s))),
  ].sort(byEntry);
}

function openEntry(
  { resource, reference }: Sourced,
  open: ReadonlyMap<string, UnreadReason>,
): readonly Unread[] | undefined {
  const why = open.get(reference);
  return why && [unread(resource, reference, why)];
}

/** A result that was not read; what concerns an analyte is told with it, where it is set aside. */
function unreadResult(
  o: Sourced<fhir4.Observation>,
  notRead: ReadonlyMap<string, UnreadReason>,
  { gate, gathered, localCodes }: Entries,
): readonly Unread[] {
  const refusal = gate(o.resource, o.reference);
  const why = refusal?.reason ?? notRead.get(o.reference);
  if (why === undefined) return [...asList(unreadCode(o, localCodes)), ...unreadMembers(o, gathered)];
  if (refusal && isToldAsAnalyte(o.resource, localCodes)) return [];
  return [{ ...unread(o.resource, o.reference, why), ...(refusal?.told !== undefined && { text: refusal.told }) }];
}

function isToldAsAnalyte(resource: fhir4.Observation, localCodes: ReadonlyMap<string, string>): boolean {
  return [resource, ...listed(resource.component)].some((part) => {
    const entry = entryOf(part.code, localCodes)?.entry;
    return entry !== undefined && 'analyte' in entry;
  });
}

function asList(entry: Unread | undefined): readonly Unread[] {
  return entry ? [entry] : [];
}

function byEntry(a: Unread, b: Unread): number {
  return (
    byReference(a, b) ||
    compareText(a.why, b.why) ||
    compareText(a.coding?.code ?? '', b.coding?.code ?? '') ||
    compareText(a.text ?? '', b.text ?? '')
  );
}
