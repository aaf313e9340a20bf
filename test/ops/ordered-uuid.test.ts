// Identities in the order of their time.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createOrderedUuid } from '../../src/ops/ordered-uuid.ts';

describe('an ordered UUID', () => {
  test('is a version 7 UUID of its time', () => {
    const newId = createOrderedUuid(
      () => 0x017f22e279b0,
      () => '00000000-0000-4000-98c4-dc0c0c07398f',
    );
    expect(newId()).toBe('017f22e2-79b0-7000-98c4-dc0c0c07398f');
  });

  test('never comes twice, and a later one sorts later', () => {
    let now = 1_790_000_000_000;
    const newId = createOrderedUuid(() => now++, randomUUID);
    const ids = Array.from({ length: 1_000 }, newId);
    expect(new Set(ids).size).toBe(1_000);
    expect(ids.toSorted()).toEqual(ids);
  });
});
