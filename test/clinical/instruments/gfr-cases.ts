// Worked examples of the GFR equations: published calculators, and recomputations by an independent script.
export const creatinineCases = [
  { id: 'E1', value: 1.2, unit: 'mg/dL', age: 55, sex: 'male', digits: 1, expected: 71.4 }, // kidney.org prints 71
  { id: 'E2', value: 200, unit: 'umol/L', age: 70, sex: 'male', digits: 0, expected: 30 }, // E2 to E5: kidney.org
  { id: 'E3', value: 200, unit: 'umol/L', age: 70, sex: 'female', digits: 0, expected: 23 },
  { id: 'E4', value: 100, unit: 'umol/L', age: 70, sex: 'male', digits: 0, expected: 70 },
  { id: 'E5', value: 100, unit: 'umol/L', age: 70, sex: 'female', digits: 0, expected: 52 },
  { id: 'E6', value: 1.0, unit: 'mg/dL', age: 50, sex: 'female', digits: 2, expected: 68.63 },
  { id: 'E7', value: 1.5, unit: 'mg/dL', age: 60, sex: 'male', digits: 1, expected: 53 },
  { id: 'E8', value: 0.8, unit: 'mg/dL', age: 40, sex: 'male', digits: 2, expected: 114.74 },
  { id: 'E9', value: 1.5, unit: 'mg/dL', age: 90, sex: 'male', digits: 0, expected: 44 },
  { id: 'E9', value: 1.5, unit: 'mg/dL', age: 90, sex: 'female', digits: 0, expected: 33 },
  { id: 'E10', value: 1.1, unit: 'mg/dL', age: 50, sex: 'male', digits: 0, expected: 82 },
  { id: 'E11', value: 0.7, unit: 'mg/dL', age: 60, sex: 'female', digits: 2, expected: 98.95 },
  { id: 'E12', value: 0.9, unit: 'mg/dL', age: 60, sex: 'male', digits: 2, expected: 97.78 },
  { id: 'E13', value: 0.5, unit: 'mg/dL', age: 30, sex: 'female', digits: 2, expected: 129.32 },
  { id: 'E14', value: 1.4, unit: 'mg/dL', age: 60, sex: 'male', digits: 2, expected: 57.54 },
  { id: 'E15', value: 2.0, unit: 'mg/dL', age: 65, sex: 'male', digits: 2, expected: 36.36 },
  { id: 'E15', value: 2.0, unit: 'mg/dL', age: 65, sex: 'female', digits: 2, expected: 27.21 },
  { id: 'E16', value: 8.0, unit: 'mg/dL', age: 55, sex: 'male', digits: 2, expected: 7.33 },
  { id: 'E17', value: 1.1, unit: 'mg/dL', age: 80, sex: 'female', digits: 2, expected: 50.8 },
] as const;

export const crCysCases = [
  { id: 'E19', creatinine: 1.4, cystatin: 0.8, age: 60, sex: 'male', expected: 83.97 },
  { id: 'E20', creatinine: 1.2, cystatin: 1.5, age: 70, sex: 'female', expected: 45.23 },
  // Below both knots of the equation; recomputed by a script of the published formula.
  { id: 'low values', creatinine: 0.6, cystatin: 0.6, age: 40, sex: 'female', expected: 126.21 },
  { id: 'low values', creatinine: 0.7, cystatin: 0.65, age: 30, sex: 'male', expected: 133.13 },
] as const;

export const cystatinCases = [
  { id: 'E21', cystatin: 0.8, age: 60, sex: 'male', expected: 104.57 },
  { id: 'E22', cystatin: 1.5, age: 70, sex: 'female', expected: 40.63 },
  { id: 'E22', cystatin: 1.5, age: 70, sex: 'male', expected: 43.6 },
  { id: 'low values', cystatin: 0.6, age: 40, sex: 'female', expected: 121.89 },
  { id: 'low values', cystatin: 0.5, age: 25, sex: 'male', expected: 152.12 },
] as const;

export const cockcroftCases = [
  { id: 'E23', creatinine: 1.39, age: 53, weight: 77.0788, sex: 'male', digits: 3, expected: 67.005 }, // MedCalc-Bench
  { id: 'E24', creatinine: 1.4, age: 60, weight: 80, sex: 'male', digits: 2, expected: 63.49 },
  { id: 'E25', creatinine: 1.1, age: 80, weight: 50, sex: 'female', digits: 1, expected: 32.2 },
] as const;
