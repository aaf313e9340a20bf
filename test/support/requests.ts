// Hook requests that are right, for tests to use or to spoil.

export const PATIENT = { resourceType: 'Patient', id: 'p1', gender: 'female', birthDate: '1960-01-01' } as const;

export function observation(id: string, further: object = {}): object {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '1952-1' }] },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: '2026-11-01T08:00:00Z',
    valueQuantity: { value: 4.2, unit: 'mg/L', system: 'http://unitsofmeasure.org', code: 'mg/L' },
    ...further,
  };
}

export function bundle(...resources: readonly object[]): object {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: resources.length,
    entry: resources.map((resource) => ({ resource })),
  };
}

export const PREFETCH = { patient: PATIENT, labs: bundle(observation('o1'), observation('o2')), conditions: bundle() };

export function hookCall(hook: string, further: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    hook,
    hookInstance: '3050baf3-c001-46e7-95ce-55901edfbb6f',
    context: { patientId: 'p1', userId: 'Practitioner/dr' },
    prefetch: PREFETCH,
    ...further,
  };
}

export function orderCall(hook: string, drafts: readonly object[], further: object = {}): Record<string, unknown> {
  return hookCall(hook, {
    context: {
      patientId: 'p1',
      userId: 'Practitioner/dr',
      draftOrders: { resourceType: 'Bundle', entry: drafts.map((resource) => ({ resource })) },
      ...further,
    },
  });
}
