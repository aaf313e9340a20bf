// What the cards say of dates and of treatment: the diagnosis, the sample, the first dose, what counts and what does not.
import { andList, capital } from '../../../src/authoring.ts';

export const DATING = {
  notForRecord: {
    recorded: (date: string): string =>
      `The diagnosis is dated only by its entry (recorded ${date}), so the stage is not offered for the record.`,
    encounter: 'The diagnosis stands on an encounter only, so the stage is not offered for the record.',
  },
  diagnosis: 'Diagnosis',
  window: (before: number, after: number): string => `B2M within −${before} to +${after} days`,
  asserted: (date: string, onset: string): string => `Diagnosed ${date} (asserted); the onset entered is ${onset}.`,
  noDate: (isStated: boolean): string =>
    `The date of diagnosis ${isStated ? 'cannot be read' : 'is not on record'}; ISS is defined at diagnosis, before treatment.`,
  roughDiagnosis: (stated: string, from: string, to: string): string =>
    `The date of diagnosis is known only as ${stated} (${from} to ${to}).`,
  roughB2m: (stated: string): string => `The B2M is dated only ${stated}.`,
  readInPart: 'B2M was read only in part: a later one of that time may stand on record.',
  drawnAfter: (days: number): string => `Drawn ${days} days after diagnosis; no treatment on record.`,
  outsideWindow: 'Outside the window around diagnosis, so nothing is offered for the record.',
};

export const TREATMENT = {
  /** Treatment that is no drug, by what the record is read as. */
  names: {
    'autologous transplant': 'autologous transplant',
    'stem-cell transplant': 'stem-cell transplant',
    'CAR-T cells': 'CAR-T cells',
    'chemotherapy of unknown drugs': 'chemotherapy of unknown drugs',
  },
  undated: (drug: string): string => `${drug} (without a date)`,
  dated: (drug: string, when: string, isOrdered: boolean): string => `${drug} (${isOrdered ? 'ordered ' : ''}${when})`,
  by: (date: string): string => `by ${date}`,
  between: (from: string, to: string): string => `between ${from} and ${to}`,
  withoutDate: 'without a date',

  notKnown: 'Whether it was drawn before the first dose is not known.',
  drugNotNamed: (when: string): string =>
    `Chemotherapy is coded without its drug (${when}): whether treatment has begun is open.`,
  drawnBeforeOpen: (drugs: readonly string[]): string =>
    `${capital(andList(drugs))}: whether this was drawn before treatment is not known.`,
  forAnotherDisease: (drug: string): string =>
    `${capital(drug)} is also given for another disease on record: whether it treats the myeloma is open.`,
  mayBeTreatment: (drug: string): string => `${capital(drug)}: whether it was treatment of the myeloma is open.`,
  firstDose: (drug: string, from: string, to: string): string =>
    `${capital(drug)}: the first dose lies between ${from} and ${to}.`,
  older: (drugs: readonly string[]): string =>
    `${capital(andList(drugs))} is older than the diagnosis on record: the disease may have been diagnosed before.`,
  steroids: (drugs: readonly string[]): string =>
    `Before this B2M: ${andList(drugs)}, by itself no treatment of myeloma.`,
  notCountedOlder: (drugs: readonly string[]): string =>
    `Not counted as treatment of the myeloma: ${andList(drugs)}, older than the diagnosis.`,
  notCountedElsewhere: (drugs: readonly string[]): string =>
    `Not counted as treatment of the myeloma: ${andList(drugs)}, given for something else.`,
};
