// How much each caller holds at the moment; who holds nothing is forgotten.

export interface Tally {
  of(party: string): number;
  /** @param more what is taken, or given back below zero */
  add(party: string, more: number): void;
}

export function createTally(): Tally {
  const held = new Map<string, number>();
  const of = (party: string): number => held.get(party) ?? 0;
  return {
    of,
    add(party, more) {
      const now = of(party) + more;
      if (now === 0) held.delete(party);
      else held.set(party, now);
    },
  };
}
