// Text from a caller made storable: PostgreSQL refuses NUL, and an index refuses long values.

import { createHash } from 'node:crypto';

/** Short ids stay as they are; an id nobody could have got from us becomes its digest. */
export function storableId(id: string): string {
  return id.length <= 200 ? storableText(id) : `sha256:${digest(id)}`;
}

export function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

export function digest(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** Slices that fit one statement's parameters. */
export function chunks<T>(items: readonly T[], size = 500): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
