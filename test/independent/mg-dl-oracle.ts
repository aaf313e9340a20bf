// What a serum B2M printed in mg/dL is worth, decided a second time, plainly, from the words of the clinical reference alone
// (7.1): the result's own upper limit decides, and without one the printed number.

export interface PrintedLimit {
  readonly value: number;
  /** Undefined: printed without a unit. */
  readonly unit: 'mg/dL' | 'mg/L' | undefined;
}

export type MgDlReading =
  /** mg/dL is meant. */
  | { readonly as: 'believed'; readonly mgPerL: number; readonly remarkedOn: boolean }
  /** mg/L was meant, or nobody can say: of no use, both readings are told. */
  | { readonly as: 'misprint' | 'in doubt'; readonly readings: readonly [number, number] };

export function readMgDl(printed: number, limit: PrintedLimit | undefined): MgDlReading {
  const mgPerL = Math.round(printed * 10_000) / 1000;
  const own = limit?.unit === 'mg/dL' ? limit.value : undefined;
  if (own !== undefined && own <= 0.5) return { as: 'believed', mgPerL, remarkedOn: false };
  if (own !== undefined && own >= 1) return { as: 'misprint', readings: [printed, mgPerL] };
  if (printed <= 0.7) return { as: 'believed', mgPerL, remarkedOn: true };
  return { as: 'in doubt', readings: [printed, mgPerL] };
}
