// The warm-up goes the whole way of a hook call on every endpoint, and ends when the server does.
import { describe, expect, test } from '@jest/globals';
import { services } from '../../fixtures/published.ts';
import type { Evaluation, Service } from '../../src/contracts/service.ts';
import { compileEndpoints } from '../../src/protocol/endpoints.ts';
import { warmUp } from '../../src/http/warm-up.ts';

const NOW = Date.parse('2026-11-01T09:00:00Z');

function watched(seen: Map<string, Evaluation>): readonly Service[] {
  return services.map((service) => ({
    ...service,
    evaluate: (situation, chart, asOf) => {
      const evaluation = service.evaluate(situation, chart, asOf);
      seen.set(situation.hook, evaluation);
      return evaluation;
    },
  }));
}

/** A timer that gives every slice a few rounds. */
function ticking(): () => number {
  let ms = 0;
  return () => ms++;
}

describe('warm-up', () => {
  test('every hook is evaluated on a patient of whom there is something to say', async () => {
    const seen = new Map<string, Evaluation>();
    await warmUp(compileEndpoints(watched(seen)).values(), { clock: () => NOW, timer: ticking() }, () => false, 40);
    expect([...seen.keys()].sort()).toEqual(['order-select', 'order-sign', 'patient-view', 'result-view']);
    for (const [hook, { cards }] of seen) expect([hook, cards.length]).toEqual([hook, 1]);
  });

  test('it ends with the server', async () => {
    const seen = new Map<string, Evaluation>();
    let turns = 0;
    await warmUp(compileEndpoints(watched(seen)).values(), { clock: () => NOW, timer: ticking() }, () => turns++ > 0);
    expect(seen.size).toBeLessThan(4);
  });
});
