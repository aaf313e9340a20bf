// The schema of the configuration's `site` section, written from the data and rules it may change.
import type { Site } from '../contracts/site.ts';
import type { ListEntry, SettingEntry } from './knowledge.ts';

/** Everything a site may change, of all services. */
export interface Tunable {
  readonly settings: Readonly<Record<string, SettingEntry>>;
  readonly lists: Readonly<Record<string, ListEntry>>;
  /** Ids of the rules. */
  readonly rules: readonly string[];
  /** LOINC codes that mean something here: read, ordered or recognised as done. */
  readonly codes: ReadonlySet<string>;
}

/** Bounds that catch a slip of the hand, by unit; ours. */
const BOUNDS: Readonly<Record<string, object>> = {
  d: { type: 'integer', minimum: 1, maximum: 3_650 },
  a: { type: 'integer', minimum: 1, maximum: 100 },
  // a share: 25 % is 0.25
  '1': { type: 'number', exclusiveMinimum: 0, maximum: 1 },
};
const ANY_AMOUNT = { type: 'number', exclusiveMinimum: 0 };
const RULE_STATE = { enum: ['on', 'warning', 'shadow', 'silent', 'off'], default: 'on' };

/** JSON Schema 2020-12; descriptions are what docs/configuration.md says. */
export function siteSchema({ settings, lists, rules }: Tunable): object {
  return section({
    settings: section(
      mapped(settings, ({ value, unit, meaning }) => ({
        ...(BOUNDS[unit] ?? ANY_AMOUNT),
        default: value,
        description: unit in BOUNDS ? meaning : `${meaning} In ${unit}.`,
      })),
    ),
    lists: section(
      mapped(lists, ({ form, meaning }) => ({
        type: 'object',
        additionalProperties: false,
        properties: { add: itemsOf(form), remove: itemsOf(form) },
        description: `${meaning} \`{ "add": […], "remove": […] }\``,
      })),
    ),
    localLaboratoryCodes: {
      type: 'array',
      default: [],
      description: "the laboratory's own codes, and the LOINC code each stands for",
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['system', 'code', 'loinc'],
        properties: {
          system: {
            type: 'string',
            pattern: '^[^\\s|]+$',
            title: 'an address without blanks or bars',
            description: 'as results and orders carry it',
          },
          code: {
            type: 'string',
            pattern: '^\\S(.*\\S)?$',
            title: 'text without blanks at its ends',
            description: 'the same',
          },
          loinc: {
            type: 'string',
            pattern: '^\\d{1,7}-\\d$',
            title: 'a LOINC code, as 1952-1',
            description: 'one that this server reads',
          },
        },
      },
    },
    rules: {
      ...section(Object.fromEntries(rules.map((rule) => [rule, RULE_STATE]))),
      description: `by rule \`on\`, \`warning\` (shown, and never as critical), \`shadow\` (nobody is shown a card, and what would have been shown is stored and counted by \`/insights\`), \`silent\` (asked, counted and explained, and nobody is shown a card) or \`off\` (not asked). Rules: ${rules.map((rule) => `\`${rule}\``).join(', ')}`,
    },
  });
}

/**
 * What the schema cannot tell of a section it found in order.
 *
 * @returns every fault as a sentence that begins with its place
 */
export function siteFaults(site: Site, { lists, codes }: Tunable): readonly string[] {
  const taken = new Set<string>();
  const ofCodes = site.localLaboratoryCodes.flatMap(({ system, code, loinc }, i) => {
    const place = `site/localLaboratoryCodes/${i}`;
    const key = `${system}|${code}`;
    const twice = taken.has(key);
    taken.add(key);
    return [
      ...(twice ? [`${place}: ${key} stands twice`] : []),
      ...(system === 'http://loinc.org' ? [`${place}/system: LOINC codes are read as they are`] : []),
      ...(codes.has(loinc) ? [] : [`${place}/loinc: ${loinc} is no code that this server reads, orders or recognises`]),
    ];
  });
  const ofLists = Object.entries(site.lists).flatMap(([name, { add, remove }]) => {
    const items = lists[name]?.items ?? [];
    return [
      ...remove
        .filter((item) => !items.includes(item))
        .map((item) => `site/lists/${name}/remove: "${item}" is not on it`),
      ...add
        .filter((item) => remove.includes(item))
        .map((item) => `site/lists/${name}: "${item}" is added and removed`),
    ];
  });
  return [...ofCodes, ...ofLists];
}

/** An item that could never match is a slip, not a choice. */
function itemsOf(form: string): object {
  const item =
    form === 'code'
      ? { pattern: '^[^\\s|]+\\|\\S(.*\\S)?$', title: 'a code with its system: system|code' }
      : { pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', title: "one word of a drug's name, in lower case" };
  return { type: 'array', items: { type: 'string', ...item }, uniqueItems: true, default: [] };
}

function section(properties: object): object {
  return { type: 'object', additionalProperties: false, properties, default: {} };
}

function mapped<From, To>(record: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}
