// What ClearStage takes and gives, as types. Written by `npm run docs` from src/http/openapi.json.

export interface CallResultView {
  /**
   * "result-view", or the name the site has given it
   */
  hook: string;
  hookInstance: string;
  fhirServer?: string | null;
  fhirAuthorization?: {
    access_token: string;
    patient?: string | null;
    [k: string]: unknown;
  } | null;
  prefetch?: {
    [k: string]: unknown;
  } | null;
  context: {
    userId: string;
    patientId: string;
    encounterId?: string | null;
    results?:
      | {
          [k: string]: unknown;
        }
      | unknown[]
      | null;
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

export interface CallPatientView {
  /**
   * "patient-view", or the name the site has given it
   */
  hook: string;
  hookInstance: string;
  fhirServer?: string | null;
  fhirAuthorization?: {
    access_token: string;
    patient?: string | null;
    [k: string]: unknown;
  } | null;
  prefetch?: {
    [k: string]: unknown;
  } | null;
  context: {
    userId: string;
    patientId: string;
    encounterId?: string | null;
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

export interface CallOrderSign {
  /**
   * "order-sign", or the name the site has given it
   */
  hook: string;
  hookInstance: string;
  fhirServer?: string | null;
  fhirAuthorization?: {
    access_token: string;
    patient?: string | null;
    [k: string]: unknown;
  } | null;
  prefetch?: {
    [k: string]: unknown;
  } | null;
  context: {
    userId: string;
    patientId: string;
    encounterId?: string | null;
    draftOrders: {
      resourceType: 'Bundle';
      entry?: unknown[] | null;
      [k: string]: unknown;
    };
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

export interface CallOrderSelect {
  /**
   * "order-select", or the name the site has given it
   */
  hook: string;
  hookInstance: string;
  fhirServer?: string | null;
  fhirAuthorization?: {
    access_token: string;
    patient?: string | null;
    [k: string]: unknown;
  } | null;
  prefetch?: {
    [k: string]: unknown;
  } | null;
  context: {
    userId: string;
    patientId: string;
    encounterId?: string | null;
    draftOrders: {
      resourceType: 'Bundle';
      entry?: unknown[] | null;
      [k: string]: unknown;
    };
    selections: string[];
    [k: string]: unknown;
  };
  [k: string]: unknown;
}

export interface CardsAnswer {
  cards: Card[];
}

export interface Card {
  uuid: string;
  summary: string;
  detail?: string;
  indicator: 'info' | 'warning' | 'critical';
  source: {
    label: string;
    url?: string;
    icon?: string;
    topic?: {
      code: string;
      system: string;
      display: string;
    };
  };
  suggestions?: {
    label: string;
    uuid: string;
    isRecommended?: boolean;
    actions: {
      type: 'create';
      description: string;
      resource: {
        resourceType: string;
        [k: string]: unknown;
      };
    }[];
  }[];
  selectionBehavior?: 'any';
  overrideReasons?: {
    code: string;
    system: string;
    display: string;
  }[];
  links?: {
    label: string;
    url: string;
    type: 'absolute' | 'smart';
    appContext?: string;
  }[];
  extension: {
    'org.clearstage.evidence': Evidence;
    [k: string]: unknown;
  };
}
/**
 * What a reading rests on. Carried by every card in card.extension['org.clearstage.evidence'], and by the explain response for the whole call. A list that would be empty is absent, as CDS Hooks demands of JSON.
 *
 */

export interface Evidence {
  /**
   * The rules that spoke, most important first. At least one on a card; none in an explain answer whose rules were all silent.
   */
  rules?: {
    id: string;
    /**
     * Semantic version of the knowledge this rule was reviewed against. Where a site has changed windows, lists, codes or rules, build metadata names its changes: 1.0.0+site.3f9a1c2b.
     */
    version: string;
  }[];
  assessments?: EvidenceAssessment[];
  /**
   * Every measurement that was used, as reported and as read.
   */
  inputs?: {
    analyte: string;
    /**
     * FHIR reference of the Observation, e.g. Observation/123; for one without an id, its place in the request, e.g. context.results.entry[0].
     */
    reference: string;
    value: number;
    comparator?: '<' | '<=' | '>=' | '>';
    /**
     * UCUM unit the value is given in (canonical for the analyte).
     */
    unit: string;
    /**
     * When the specimen was taken, ISO 8601.
     */
    effective?: string;
    reported: {
      value: number;
      unit?: string;
    };
    /**
     * The laboratory's own limits that were used, in the unit of the value.
     */
    range?: {
      low?: number;
      high?: number;
    };
  }[];
  /**
   * What was computed from the inputs.
   */
  derived?: {
    name:
      | 'egfr'
      | 'crcl'
      | 'b2m-expected'
      | 'b2m-ratio'
      | 'b2m-change'
      | 'fe-b2m'
      | 'age'
      | 'creatinine-baseline'
      | 'creatinine-ratio'
      | 'light-chain-ratio';
    /**
     * Not rounded for display: given to nine significant digits. Every decision rests on the unrounded value.
     */
    value: number;
    unit: string;
    method: string;
  }[];
  /**
   * The FISH and variant results that were used or told, each with what it counts for. A word of the laboratory and a share of cells of one specimen are one result.
   */
  cytogenetics?: {
    aberration: 'del17p' | 'tp53' | 't4-14' | 't14-16' | 't14-20' | 'gain1q' | 'del1p32';
    /**
     * FHIR references of the Observations, as for inputs.
     */
    references: string[];
    counts: 'positive' | 'negative' | 'open';
    /**
     * Why it is open: below-cut, not-selected, older-negative, after-treatment, variant-benign, …
     */
    because?: string;
    /**
     * The laboratory's own word.
     */
    answer?: 'present' | 'absent';
    /**
     * Share of cells.
     */
    share?: {
      value: number;
      unit: '%';
    };
    /**
     * Plasma cells were selected before they were counted.
     */
    selected?: true;
    /**
     * As the record names it; otherwise by its code.
     */
    method: string;
    /**
     * When the specimen was taken, as the record states it.
     */
    effective?: string;
    /**
     * There is no effective date; the date of issue stands in for it.
     */
    datedByIssue?: true;
    /**
     * Of a variant that counts: stated nowhere, or stated as pathogenic or oncogenic (likely included).
     */
    significance?: 'not-stated' | 'pathogenic-or-oncogenic';
  }[];
  citations?: {
    label: string;
    doi?: string;
    url?: string;
  }[];
  /**
   * The diagnosis that dates the stages, and between which days it was made; without days the record leaves them open.
   */
  diagnosis?: {
    disease: string;
    reference: string;
    earliest?: string;
    latest?: string;
    source?: 'asserted' | 'onset' | 'recorded';
  };
  /**
   * Every therapy on record that may be treatment of that disease: whether it counts, and why. Without days for the first dose the record does not tell them.
   */
  treatments?: {
    name: string;
    reference: string;
    how: 'given' | 'ordered';
    counts: 'yes' | 'open' | 'no';
    because:
      | 'alone'
      | 'reason-names-the-disease'
      | 'with-a-second-drug'
      | 'nothing-else-on-record'
      | 'undated'
      | 'not-known-to-be-given'
      | 'drug-not-named'
      | 'other-disease-on-record'
      | 'diagnosis-not-dated'
      | 'older-than-the-diagnosis'
      | 'given-for-something-else'
      | 'steroid-alone';
    firstDoseFrom?: string;
    firstDoseTo?: string;
  }[];
  /**
   * What else on record changed what is said: conditions and drugs that raise B2M, dialysis, end-stage disease and transplants, coded acute kidney injury, pregnancy, comfort and palliative care; what was passed over among it, too. Of entries that say the same the newest stands, with how many others there are.
   */
  circumstances?: {
    /**
     * What the entry has a share in.
     */
    bears:
      | 'raises-b2m'
      | 'raises-urine-b2m'
      | 'acute-kidney-injury'
      | 'dialysis'
      | 'end-stage'
      | 'kidney-transplant'
      | 'pregnancy'
      | 'myeloma'
      | 'comfort-care';
    /**
     * What it is: rheumatoid-arthritis, lithium, dialysis, dialysis-session, ckd-5-or-esrd, palliative-care, …
     */
    kind: string;
    /**
     * FHIR reference, as for inputs; of several that say the same, of the newest.
     */
    reference: string;
    counts: 'yes' | 'open' | 'no';
    /**
     * Why it is open or passed over; absent where it counts. own-filtration: an eGFR of 15 or more at a code that may mean stage 5 before end-stage disease.
     */
    because?:
      | 'suspected'
      | 'status-not-understood'
      | 'not-known-to-have-taken-place'
      | 'undated'
      | 'inactive'
      | 'in-remission'
      | 'over'
      | 'another-time'
      | 'before-the-transplant'
      | 'came-off-dialysis'
      | 'own-filtration'
      | 'may-be-discharged';
    /**
     * Of a condition.
     */
    certainty?: 'confirmed' | 'suspected' | 'unknown';
    /**
     * Of a condition.
     */
    activity?: 'active' | 'relapse' | 'remission' | 'inactive';
    /**
     * The coding by which a condition was recognised, as the record writes it.
     */
    code?: {
      system: string;
      code: string;
    };
    /**
     * The record says that it goes on.
     */
    ongoing?: true;
    /**
     * From when it was, or may have been where the date is rough.
     */
    earliest?: string;
    /**
     * Until when it was, or may have been.
     */
    latest?: string;
    /**
     * Further entries of which the same is to be said, none of them newer.
     */
    others?: {
      count: number;
      /**
       * The earliest day among them.
       */
      earliest?: string;
    };
  }[];
  /**
   * Stages that a clinician has recorded: a stage is compared with the newest of its index, and none is offered for the record beside it.
   */
  recordedStages?: {
    system: 'ISS' | 'R-ISS';
    /**
     * Absent where it cannot be read.
     */
    stage?: 'I' | 'II' | 'III';
    /**
     * FHIR reference of the Observation, as for inputs.
     */
    reference: string;
    /**
     * Absent where it is not known to the day.
     */
    date?: string;
    /**
     * With the stage that was read; absent where no one stage was.
     */
    compared?: 'same' | 'differs';
    /**
     * How many others of that index stand on record.
     */
    others?: number;
  }[];
  /**
   * Stages that are told and not offered for the record, with what keeps each back.
   */
  notForRecord?: {
    system: 'ISS' | 'R-ISS';
    /**
     * Names of the conditions of docs/recording-a-stage.md that are not met, in its order.
     */
    unmet: string[];
  }[];
}

export interface EvidenceAssessment {
  /**
   * Published name of the index, or one of ClearStage's own readings.
   */
  system:
    | 'ISS'
    | 'R-ISS'
    | 'R2-ISS'
    | 'IMS-IMWG-2025'
    | 'IMWG-renal'
    | 'Durie-Salmon-renal'
    | 'CLL-IPI'
    | 'IPSSWM'
    | 'rIPSSWM'
    | 'MSS-WM'
    | 'FLIPI2'
    | 'PRIMA-PI'
    | 'GELTAMO-IPI'
    | 'BALL'
    | 'kdigo-gfr'
    | 'renal-confounding'
    | 'b2m-trend'
    | 'urine-localisation'
    | 'KDIGO-AKI';
  /**
   * Every stratum that the known data still allow, in the index's own order. One entry: determined. The full list: nothing is known.
   */
  possible: string[];
  /**
   * The inputs whose absence keeps more than one stratum possible, as fact names: b2m-serum, albumin-serum, ldh-serum, creatinine-serum, del17p, t4-14, t14-16, t14-20, gain1q, del1p32, tp53, ighv, age, sex, body-weight, …
   */
  missing?: string[];
  /**
   * What the assessment is of: 'baseline' (at diagnosis, before treatment), 'current', or 'if-baseline': a stage if these are baseline values, which the dates on record leave open.
   */
  basis?: 'baseline' | 'current' | 'if-baseline';
  notes?: string[];
}

export interface Feedback {
  feedback: {
    card: string;
    outcome: 'accepted' | 'overridden';
    outcomeTimestamp: string;
    acceptedSuggestions?: {
      id: string;
      [k: string]: unknown;
    }[];
    overrideReason?: {
      reason?: {
        code: string;
        [k: string]: unknown;
      };
      userComment?: string;
      [k: string]: unknown;
    };
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}

export interface Receipt {
  feedback: {
    card: string;
    known: boolean;
  }[];
}

export interface Explanation {
  cards: Card[];
  evidence: Evidence;
  knowledge: string;
  rules: {
    id: string;
    fired: boolean;
    because: string;
    silenced?: true;
    inShadow?: 'info' | 'warning' | 'critical';
  }[];
  /**
   * the facts as read; for people, its form is not a contract
   */
  facts: {
    [k: string]: unknown;
  };
  unread: {
    reference: string;
    type: string;
    coding?: {
      [k: string]: unknown;
    };
    text?: string;
    analyte?: string;
    why: string;
    [k: string]: unknown;
  }[];
  unreadBeyond?: number;
  gathered: {
    concerned: boolean;
    context: number;
    resources: number;
    keys: {
      [k: string]: {
        source: string;
        resources: number;
        reason?: string;
        incomplete?: true;
        complete?: string[];
      };
    };
    ignoredPrefetchKeys: string[];
    otherPatients: string[];
  };
  withheld: {
    summary: string;
    rules: string[];
    because: string;
    card: {
      summary: string;
      detail?: string;
      indicator: 'info' | 'warning' | 'critical';
      source: {
        label: string;
        url?: string;
        icon?: string;
        topic?: {
          code: string;
          system: string;
          display: string;
        };
      };
      suggestions?: {
        label: string;
        isRecommended?: boolean;
        actions: {
          type: 'create';
          description: string;
          resource: {
            resourceType: string;
            [k: string]: unknown;
          };
        }[];
      }[];
      selectionBehavior?: 'any';
      overrideReasons?: {
        code: string;
        system: string;
        display: string;
      }[];
      links?: {
        label: string;
        url: string;
        type: 'absolute' | 'smart';
        appContext?: string;
      }[];
      extension: {
        'org.clearstage.evidence': Evidence;
        [k: string]: unknown;
      };
    };
  }[];
}

export interface Discovery {
  services: {
    hook: string;
    title: string;
    description: string;
    id: string;
    prefetch?: {
      [k: string]: string;
    };
    usageRequirements?: string;
    version: string;
    hookVersion: string;
  }[];
}

export interface Live {
  status: 'live';
}

export interface Ready {
  status: 'ready';
  site?: {
    mark: string;
    changes: string[];
  };
}

export interface Problem {
  resourceType: 'OperationOutcome';
  issue: {
    severity: 'fatal' | 'error';
    code: string;
    details: {
      coding: {
        [k: string]: unknown;
      }[];
      text: string;
      [k: string]: unknown;
    };
    diagnostics?: string;
    expression?: string[];
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}
