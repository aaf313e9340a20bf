// Which resource types a replay reads: what a service may ask for, and what dates and places the calls.

/** Kept with the patient they name. */
export const PATIENT_TYPES: ReadonlySet<string> = new Set([
  'Patient',
  'Condition',
  'DiagnosticReport',
  'Encounter',
  'MedicationAdministration',
  'MedicationDispense',
  'MedicationRequest',
  'MedicationStatement',
  'Observation',
  'Procedure',
  'ServiceRequest',
  'Specimen',
]);

/** Kept for everybody: they name no patient, orders refer to them. */
export const SHARED_TYPES: ReadonlySet<string> = new Set(['Medication']);
