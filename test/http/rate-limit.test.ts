// How often one caller may call.
import { describe, expect, test } from '@jest/globals';
import { createRateLimit } from '../../src/http/rate-limit.ts';

describe('a rate limit of 60 a minute', () => {
  test('lets a minute’s worth through at once, then one a second', () => {
    const limit = createRateLimit(60);
    for (let i = 0; i < 60; i++) expect(limit.take('a', 0)).toBe(0);
    expect(limit.take('a', 0)).toBe(1);
    expect(limit.take('a', 999)).toBe(1);
    expect(limit.take('a', 1_000)).toBe(0);
    expect(limit.take('a', 1_000)).toBe(1);
  });

  test('saves up no more than a minute’s worth', () => {
    const limit = createRateLimit(60);
    limit.take('a', 0);
    const taken = Array.from({ length: 100 }, () => limit.take('a', 3_600_000)).filter((wait) => wait === 0);
    expect(taken).toHaveLength(60);
  });

  test('counts each caller for itself', () => {
    const limit = createRateLimit(1);
    expect([limit.take('a', 0), limit.take('b', 0), limit.take('a', 0)]).toEqual([0, 0, 60]);
  });

  test('survives a clock that is set back', () => {
    const limit = createRateLimit(1);
    expect([limit.take('a', 60_000), limit.take('a', 0), limit.take('a', 60_000)]).toEqual([0, 60, 0]);
  });

  test('forgets old callers rather than growing without end', () => {
    const limit = createRateLimit(1);
    for (let i = 0; i < 20_000; i++) limit.take(`caller ${i}`, 0);
    expect(limit.take('caller 0', 0)).toBe(0);
    expect(limit.take('caller 19999', 0)).toBe(60);
  });
});

test('without a limit everybody may', () => {
  const limit = createRateLimit(undefined);
  for (let i = 0; i < 1_000; i++) expect(limit.take('a', 0)).toBe(0);
});
