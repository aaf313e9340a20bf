// When a FHIR server is left alone: by patients, by rate, within a window, and never by one client or patient for others.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createCircuit, createCircuits } from '../../src/fhir/circuit.ts';

const options = { failureRate: 0.5, windowMs: 30_000, minimumPatients: 5, pauseMs: 10_000 };

function circuitAt() {
  let now = 0;
  const circuit = createCircuit(options, () => now);
  return {
    run: (ms: number) => void (now += ms),
    /** Whether the call was let through. */
    call: (patient: string, unwell: boolean, queries = 7): boolean => {
      const admitted = circuit.admit(patient);
      for (let i = 0; i < queries; i++) admitted?.answered(unwell);
      return admitted !== undefined;
    },
    circuit,
  };
}

describe('it opens', () => {
  test.each([
    [4, 0, true],
    [5, 0, false],
    [5, 5, false],
    [5, 6, true],
    [6, 6, false],
  ])('%d failing patients and %d others: calls go on: %s', (failing, others, goesOn) => {
    const { call } = circuitAt();
    for (let i = 0; i < others; i++) call(`well-${i}`, false);
    for (let i = 0; i < failing; i++) call(`ill-${i}`, true);
    expect(call('next', false)).toBe(goesOn);
  });

  test('by the last call of each patient, within the window', () => {
    const { call, run } = circuitAt();
    for (let i = 0; i < 4; i++) call(`ill-${i}`, true);
    run(options.windowMs + 1);
    call('ill-4', true);
    expect(call('next', false)).toBe(true);
    for (let i = 0; i < 3; i++) call(`ill-${i}`, true);
    call('ill-2', false);
    call('ill-5', true);
    expect(call('next', false)).toBe(true);
  });

  test('never by a single patient, however often and however mixed with others', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ wait: fc.nat(5_000), well: fc.option(fc.nat(9)) })), (steps) => {
        const { call, run } = circuitAt();
        for (const { wait, well } of steps) {
          run(wait);
          expect(well === null ? call('ill', true) : call(`well-${well}`, false)).toBe(true);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('open, it lets one call try', () => {
  function opened() {
    const at = circuitAt();
    for (let i = 0; i < 5; i++) at.call(`ill-${i}`, true);
    expect(at.call('next', false)).toBe(false);
    return at;
  }

  test('after the pause, not before; one that succeeds closes it', () => {
    const { call, run, circuit } = opened();
    run(options.pauseMs - 1);
    expect(call('next', false)).toBe(false);
    run(1);
    const probe = circuit.admit('next');
    expect(probe).toBeDefined();
    expect(call('other', false)).toBe(false);
    probe?.answered(false);
    expect(call('other', false)).toBe(true);
  });

  test('one that fails opens it for another pause', () => {
    const { call, run } = opened();
    run(options.pauseMs);
    expect(call('next', true)).toBe(true);
    run(options.pauseMs - 1);
    expect(call('next', false)).toBe(false);
    run(1);
    expect(call('next', false)).toBe(true);
  });

  test('one that never hears of the server keeps nobody waiting for longer than a pause', () => {
    const { call, run, circuit } = opened();
    run(options.pauseMs);
    circuit.admit('lost');
    run(options.pauseMs);
    expect(call('next', false)).toBe(true);
  });
});

test('each server and client has a circuit of its own', () => {
  const circuitOf = createCircuits(options, () => 0);
  for (let i = 0; i < 5; i++) circuitOf('https://a', 'A').admit(`p${i}`)?.answered(true);
  expect(circuitOf('https://a', 'A').admit('p')).toBeUndefined();
  expect(circuitOf('https://a', 'B').admit('p')).toBeDefined();
  expect(circuitOf('https://b', 'A').admit('p')).toBeDefined();
});
