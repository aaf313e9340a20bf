// What a chart is read by, asked of the server: the picture goes by the same windows, lists and codes as the cards.
import type { ReadingKnowledge } from '../../clinical/reading/settings.ts';
import { call } from '../shared/api.ts';

export interface TrendReading extends ReadingKnowledge {
  /** Names what the site has changed; absent where nothing is. */
  readonly mark?: string;
}

/** @throws ApiError when the server does not answer it: without it nothing is drawn */
export async function loadReading(): Promise<TrendReading> {
  const { body } = await call<TrendReading>('/trend/reading.json');
  return body;
}
