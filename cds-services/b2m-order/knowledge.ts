// What a site may tune about this service, read and checked at start-up.
import { readKnowledge } from '../../src/authoring.ts';

export const knowledge = readKnowledge(
  new URL('knowledge.json', import.meta.url),
  [
    'pairingDays',
    'filtrationPairingDays',
    'baselineBeforeDays',
    'baselineAfterDays',
    'recentDays',
    'dialysisDays',
    'trendRelative',
    'trendAbsolute',
    'repeatDays',
  ],
  ['antiNeoplasticIngredients', 'nephrotoxicIngredients', 'localLaboratoryCodes', 'comfortCareCodes'],
);
