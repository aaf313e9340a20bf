// Small charts of model cards that no story tells.
import { man, woman, type Entry, type Person } from '../../../fixtures/chart.ts';
import {
  albumin,
  b2m,
  calcium,
  creatinine,
  egfr,
  freeKappa,
  freeLambda,
  hemoglobin,
  ldh,
} from '../../../fixtures/labs.ts';
import { fish, medication, problem, tp53Mutation } from '../../../fixtures/problems.ts';

interface ModelChart {
  readonly person: Person;
  readonly chart: readonly Entry[];
  /** On a page of `labs` that has a next one. */
  readonly cutOff?: readonly Entry[];
}

const newMyeloma = problem('myeloma', { daysAgo: 6 });
const FISH = ['del17p', 't4-14', 't14-16', 't14-20', 'gain1q', 'del1p32-cells'] as const;
const byImmunoassay = {
  code: '83078-6',
  display: 'Beta-2-Microglobulin [Mass/volume] in Serum or Plasma by Immunoassay',
};

export const MODEL_CHARTS: Readonly<Record<string, ModelChart>> = {
  'model-9': {
    person: man(62),
    chart: [newMyeloma, b2m(1.9, 2, { unit: 'mg/dL', noRange: true }), albumin(3.6, 2), creatinine(0.9, 2)],
  },
  'model-10': {
    person: man(66),
    chart: [
      problem('myeloma', { daysAgo: 5 }),
      b2m(11, 0, { noRange: true }),
      albumin(3.1, 0),
      creatinine(1.0, 75),
      creatinine(4.5, 0),
    ],
  },
  'model-11': {
    person: man(70),
    chart: [problem('mgus', { daysAgo: 1800 }), b2m(6.0, 0, { noRange: true }), creatinine(1.0, 6), creatinine(2.9, 0)],
  },
  'model-12': {
    person: man(64),
    chart: [
      problem('myeloma', { daysAgo: 700 }),
      medication('lenalidomide 25 mg oral capsule', 690),
      b2m(3.0, 150, { noRange: true }),
      egfr(80, 150),
      b2m(6.0, 1, { noRange: true }),
      egfr(55, 1),
    ],
  },
  'model-13': {
    person: man(68),
    chart: [problem('myeloma', { daysAgo: 79 }), b2m(6.4, 4), albumin(3.1, 4, { noRange: true }), creatinine(1.3, 4)],
  },
  'model-18': {
    person: man(66),
    chart: [newMyeloma, b2m(3.1, 2), creatinine(1.0, 2)],
    cutOff: [hemoglobin(12, 1), hemoglobin(12, 2)],
  },
  'model-24': {
    person: man(67),
    chart: [
      problem('mgus', { daysAgo: 1500 }),
      b2m(3.0, 2),
      creatinine(1.0, 2),
      creatinine(1.0, 200),
      freeKappa(1850, 2),
      freeLambda(13, 2),
    ],
  },
  'model-25': {
    person: woman(68),
    chart: [
      problem('smouldering-myeloma', { daysAgo: 1100 }),
      b2m(4.4, 2),
      creatinine(1.0, 2),
      creatinine(1.0, 100),
      hemoglobin(9.4, 2),
      calcium(11.6, 2, { noRange: true }),
    ],
  },
  'model-31': {
    person: man(66),
    chart: [
      newMyeloma,
      b2m(3.7, 2),
      b2m(3.3, 2, byImmunoassay),
      albumin(4.0, 2),
      creatinine(1.0, 2),
      creatinine(1.0, 42),
    ],
  },
  'model-32': {
    person: man(66),
    chart: [
      newMyeloma,
      b2m(3.0, 2),
      albumin(4.0, 2),
      creatinine(1.0, 2),
      ldh(190, 2),
      ...FISH.map((kind) => fish(kind, false, 7)),
      tp53Mutation(false, 7),
    ],
  },
  'model-37': {
    person: man(65),
    chart: [problem('smouldering-myeloma', { daysAgo: 1100 }), b2m(2.4, 372), egfr(82, 372), b2m(4.1, 2), egfr(80, 2)],
  },
};
