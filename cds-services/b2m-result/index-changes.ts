// What would change a prognostic index that is open, and the tests that would settle it.
import { changesOfIndex, daysSince, type Reading, type Suggestion } from '../../src/authoring.ts';
import type { LaboratoryTest } from '../shared/laboratory-tests.ts';
import { ifThen } from '../shared/phrases.en.ts';
import type { ResultInput } from './input.ts';
import { ALBUMIN, BLOOD_COUNT, LDH, SPEP } from './orderables.ts';
import { INDEX_ITEMS, INDICES as SAY } from './phrases/indices.en.ts';
import { stratumWords } from './stratum-words.ts';
import { suggestMissing } from './suggest.ts';

type Index = Reading['indices'][number];

/** `del(17p) or TP53 mutation: CLL-IPI very high`, each by running the instrument. */
export function indexChanges(told: readonly Index[]): readonly string[] {
  return told.flatMap(({ index, ingredients, assessment }) => {
    const { system } = assessment;
    const found = changesOfIndex(index, ingredients, assessment);
    // It is settled, or no one item changes it: several together would.
    if (!found || found.changes.length === 0) return [];
    const name = told.length > 1 ? system : undefined;
    const items = INDEX_ITEMS[system] ?? {};
    const { changes, none } = found;
    return [
      ...changes.map((c) =>
        ifThen(SAY.any(c.items.map((f) => items[f] ?? f)), SAY.would(name, stratumWords(c.strata))),
      ),
      ifThen(SAY.none(none.items.length), SAY.would(name, stratumWords(none.strata))),
    ];
  });
}

const TESTS: Readonly<Record<string, LaboratoryTest>> = {
  'ldh-serum': LDH,
  'albumin-serum': ALBUMIN,
  hemoglobin: BLOOD_COUNT,
  platelets: BLOOD_COUNT,
  'm-protein': SPEP,
};

/** Tests of today that still belong to the B2M; nothing where it is not of the time that the index is made for. */
export function indexTests(
  input: ResultInput,
  told: readonly Index[],
  { because, b2m }: Index,
): readonly Omit<Suggestion, 'uuid'>[] {
  const { reading, settings } = input;
  const isOfItsTime = because === undefined || because === 'relapse';
  const isFresh = b2m !== undefined && daysSince(b2m.at, reading.facts.asOf) <= settings.pairingDays;
  if (!isOfItsTime || !isFresh || reading.palliative) return [];
  const tests = told.flatMap(({ assessment }) => assessment.missing.flatMap((fact) => TESTS[fact] ?? []));
  return suggestMissing(input, [...new Set(tests)], settings.pairingDays);
}
