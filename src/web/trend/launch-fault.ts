// What went wrong between an EHR and this page, in words: what happened, who can mend it, what the software said.

export type Step = 'no-iss' | 'unknown-ehr' | 'discovery' | 'ready' | 'no-patient' | 'patient-refused';

interface Words {
  readonly what: string;
  readonly todo: string;
}

const WORDS: Readonly<Record<Step, Words>> = {
  'no-iss': {
    what: 'This page is opened by an EHR, and its address does not say by which one (it carries no “iss”).',
    todo: 'Open it from the EHR. Who sets up the EHR: the launch address is /smart/launch, by SMART on FHIR.',
  },
  'unknown-ehr': {
    what: 'This server is not set up for the EHR that opened it.',
    todo: 'Its operator can add the EHR’s FHIR server to fhirServers of the configuration.',
  },
  discovery: {
    what: 'The EHR’s authorization server could not be found.',
    todo: 'The EHR may be out of reach, or may not let pages of this server ask it (CORS). Try again; else tell whoever runs it.',
  },
  ready: {
    what: 'The EHR did not let this page in.',
    todo: 'Open it again from the EHR. If it happens again, tell whoever runs this server what stands below.',
  },
  'no-patient': {
    what: 'The EHR did not say whose chart this is.',
    todo: 'Open it from a patient’s chart. Who sets up the EHR: the token must carry the patient (scope “launch” or “launch/patient”).',
  },
  'patient-refused': {
    what: 'The EHR did not give out the patient’s record.',
    todo: 'You may lack the right to read it here, or the EHR is out of reach. Open it again from the EHR.',
  },
};

/** Of what the libraries say: the case, and its words. */
const KNOWN: readonly (readonly [RegExp, Words])[] = [
  [
    /access_denied/,
    {
      what: 'Access was not given: you or the EHR declined it.',
      todo: 'Open it again from the EHR and allow it to read results, problems, drugs and procedures.',
    },
  ],
  [
    /invalid_scope/,
    {
      what: 'The EHR does not give this app the access it asks for.',
      todo: 'Who sets up the EHR: the app needs patient/*.read of Patient, Observation, Condition, MedicationRequest and Procedure.',
    },
  ],
  [
    /unauthorized_client|invalid_client/,
    {
      what: 'The EHR does not know this app.',
      todo: 'Who sets up the EHR: register the client id of smart.clientId, with /trend as its redirect address.',
    },
  ],
  [
    /invalid_request|redirect/,
    {
      what: 'The EHR refused the launch.',
      todo: 'A launch serves once and not for long: open it again from the EHR. If it happens again, tell whoever runs this server.',
    },
  ],
  [
    /No state found|'state' parameter|invalid_grant|expired/i,
    {
      what: 'This launch has ended: it was opened in another tab, long ago, or a second time.',
      todo: 'Open it again from the EHR.',
    },
  ],
];

/** A launch that did not come to its end. */
export class LaunchFault extends Error {
  readonly todo: string;
  /** What the software said, for who mends it; undefined when it said nothing. */
  readonly said: string | undefined;

  constructor(step: Step, cause?: unknown) {
    const said = cause instanceof Error ? cause.message : undefined;
    const known = step === 'ready' ? KNOWN.find(([pattern]) => pattern.test(said ?? ''))?.[1] : undefined;
    const { what, todo } = known ?? WORDS[step];
    super(what);
    this.name = 'LaunchFault';
    this.todo = todo;
    this.said = said;
  }
}
