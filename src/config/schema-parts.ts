// What the configuration's schema is made of: texts of one form, lists, sections, numbers.

/** Neither user nor fragment: what is secret does not belong into an address. A title says in words what a pattern takes. */
export const URL_TEXT = {
  type: 'string',
  pattern: '^https?://[^\\s/?#@]+(?:[/?][^\\s#]*)?$',
  title: 'an http(s) URL without user or fragment',
};
/** What paths are joined to: no query either. */
export const BASE_URL = {
  type: 'string',
  pattern: '^https?://[^\\s/?#@]+(?:/[^\\s?#]*)?$',
  title: 'an http(s) URL without user, query or fragment',
};
export const NAME = { type: 'string', minLength: 1, maxLength: 200 };
export const SECRET = { type: 'string', minLength: 16 };
export const ORIGIN = {
  type: 'string',
  pattern: '^https?://[^/\\s?#@]+$',
  title: 'an origin: scheme, host and port, no path',
};
export const RENAMED = "the name under which the site fires this hook, such as its own reverse domain's";
export const HOOK_NAME = {
  type: 'string',
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
  title: 'letters, digits, full stops, hyphens and underscores, a letter or digit first',
};

/** The description is what docs/configuration.md says of a setting. */
export function say(description: string, setting: object): object {
  return { ...setting, description };
}

export function list(items: object, fallback?: readonly string[]): object {
  return { type: 'array', items, uniqueItems: true, ...(fallback && { default: fallback }) };
}

export function section(properties: Record<string, object>): object {
  return { type: 'object', additionalProperties: false, properties, default: {} };
}

export function integer(minimum: number, maximum: number, fallback?: number): object {
  return { type: 'integer', minimum, maximum, ...(fallback !== undefined && { default: fallback }) };
}

export function yesNo(fallback?: boolean): object {
  return { type: 'boolean', ...(fallback !== undefined && { default: fallback }) };
}
