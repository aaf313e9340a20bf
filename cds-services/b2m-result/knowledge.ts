// What a site may tune about this service alone, checked at start-up.
import { readSettings, type ReadingSettings } from '../../src/authoring.ts';
import file from './knowledge.json' with { type: 'json' };

export const { version, settings: entries } = file;
export const ownSettings = readSettings(file, 'cds-services/b2m-result/knowledge.json');

/** Windows and factors by name: those of all readings, and this service's own. */
export type ResultSettings = ReadingSettings & typeof ownSettings;
