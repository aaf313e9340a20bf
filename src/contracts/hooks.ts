// The hooks we answer, once: types, schemas, the command line and the console all take them from here.

/** By HL7's names and our own `result-view`; a site may rename them on the wire. */
export const HOOKS = ['result-view', 'patient-view', 'order-sign', 'order-select'] as const;

export type HookName = (typeof HOOKS)[number];
