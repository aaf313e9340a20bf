// The windows and drug names of all readings: the picture reads the chart as the cards do.
import reading from '../../../cds-services/reading.json' with { type: 'json' };
import type { DrugLists } from '../../clinical/facts/treatment.ts';
import type { ReadingSettings } from '../../clinical/reading/settings.ts';

const { settings, lists } = reading;

export const READING: ReadingSettings = {
  pairingDays: settings.pairingDays.value,
  filtrationPairingDays: settings.filtrationPairingDays.value,
  baselineBeforeDays: settings.baselineBeforeDays.value,
  baselineAfterDays: settings.baselineAfterDays.value,
  recentDays: settings.recentDays.value,
  dialysisDays: settings.dialysisDays.value,
  trendRelative: settings.trendRelative.value,
  trendAbsolute: settings.trendAbsolute.value,
};

export const DRUGS: DrugLists = {
  antiNeoplastic: lists.antiNeoplasticIngredients.items,
  nephrotoxic: lists.nephrotoxicIngredients.items,
};
