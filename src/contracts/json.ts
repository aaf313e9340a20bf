// JSON of unknown shape: what others send is looked at through these.

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined where there is none, or no object to have it. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}
