// Every service this server offers, and what they all read by.
import { readLists, readSettings, type ReadingKnowledge, type Service } from '../src/authoring.ts';
import { b2mOrder } from './b2m-order/index.ts';
import { b2mResult } from './b2m-result/index.ts';
import readingFile from './reading.json' with { type: 'json' };

/** The windows and lists shared by all services, as they are published. */
export const READING: ReadingKnowledge = {
  settings: readSettings(readingFile, 'cds-services/reading.json'),
  lists: readLists(readingFile, 'cds-services/reading.json'),
};

/** @param reading windows and lists, which a site may have changed */
export function createServices(reading: ReadingKnowledge = READING): readonly Service[] {
  return [b2mResult(reading), b2mOrder(reading)];
}

export const services: readonly Service[] = createServices();
