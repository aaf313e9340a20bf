// Procedures on the kidneys' behalf, dialysis and transplantation, by the code systems that record them.
import { codingsOf } from './listed.ts';
import { systemOf, type CodeSystem } from './systems.ts';

export type RenalProcedure = 'dialysis' | 'dialysis-care' | 'kidney-transplant';

/** What a coded procedure is evidence of; undefined for catheters, shunts, training and everything else. */
export function renalProcedureOf(code: fhir4.CodeableConcept | undefined): RenalProcedure | undefined {
  for (const coding of codingsOf(code)) {
    if (typeof coding.system !== 'string' || typeof coding.code !== 'string') continue;
    const found = meaningOf(coding.system, coding.code.trim().toUpperCase());
    if (found) return found;
  }
  return undefined;
}

function meaningOf(system: string, code: string): RenalProcedure | undefined {
  const known = systemOf(system);
  for (const { is, exact, stems = [] } of SYSTEMS) {
    if (is !== known) continue;
    return exact.get(code) ?? stems.find(([stem]) => code.startsWith(stem))?.[1];
  }
  return undefined;
}

function all(kind: RenalProcedure, codes: string): readonly (readonly [string, RenalProcedure])[] {
  return codes.split(/\s+/).map((code) => [code, kind] as const);
}

interface Evidence {
  readonly is: CodeSystem;
  readonly exact: ReadonlyMap<string, RenalProcedure>;
  readonly stems?: readonly (readonly [string, RenalProcedure])[];
}

/**
 * Access, catheters, training and liver dialysis (SNOMED CT 10848006, 427053002, CPT 90993, HCPCS G0365 …) are no
 * evidence and not listed. @source clinical reference 2.4 and 2.5
 */
const SYSTEMS: readonly Evidence[] = [
  {
    is: 'snomed-ct',
    exact: new Map([
      ...all(
        'dialysis',
        `108241001 265764009 302497006 71192002 11932001 14684005 225230008 225231007 233575001 233576000 233577009
         233578004 233579007 233580005 233581009 233582002 233583007 233584001 233585000 233586004 233587008 233588003
         233589006 233590002 238318009 238319001 238321006 238322004 238323009 288182009 34897002 428648006 57274006
         676002 67970008 68341005 714749008 708931003 708932005 708933000 715743002 895382009 48781000175105 341939001
         698074000`,
      ),
      // Emptying the fluid presupposes peritoneal dialysis.
      ...all('dialysis-care', '3257008'),
      ...all(
        'kidney-transplant',
        `70536003 175901007 175902000 313030004 52213001 236138007 711411006 711413009 765478004 765479007 782655004
         6471000179103`,
      ),
    ]),
  },
  {
    is: 'cpt',
    exact: new Map([
      ...all('dialysis', '90935 90937 90945 90947 90997 90999 99512'),
      ...Array.from({ length: 20 }, (_, i) => [String(90951 + i), 'dialysis'] as const),
      ...all('kidney-transplant', '50360 50365'),
    ]),
  },
  {
    is: 'hcpcs',
    exact: new Map([...all('dialysis', 'G0257 S9339 G0491 G0492 G8714 G8956'), ...all('kidney-transplant', 'S2065')]),
  },
  {
    is: 'icd-10-pcs',
    exact: new Map([
      ...all('dialysis', '5A1D70Z 5A1D80Z 5A1D90Z'),
      ...all('kidney-transplant', '0TY00Z0 0TY00Z1 0TY00Z2 0TY10Z0 0TY10Z1 0TY10Z2'),
    ]),
  },
  {
    is: 'ops',
    exact: new Map(),
    stems: all('dialysis', '8-853 8-854 8-855 8-857'),
  },
];
