// What every reading goes by and a site may tune: the names as they stand in the data, never a second list of them.

/** Shared by all services; each entry with its value, unit, comparator, meaning and source. */
type ReadingFile = typeof import('../../../cds-services/reading.json');

/** Windows and factors by name, each in the unit that reading.json states for it. */
export type ReadingSettings = Readonly<Record<keyof ReadingFile['settings'], number>>;

/** Lists of drug names and codes by name. */
export type ReadingLists = Readonly<Record<keyof ReadingFile['lists'], readonly string[]>>;
