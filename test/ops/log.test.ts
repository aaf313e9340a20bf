// Log lines carry what is on the list and nothing else.
import { describe, expect, test } from '@jest/globals';
import { createLog, describeError } from '../../src/ops/log.ts';
import { CdsProblem } from '../../src/contracts/problems.ts';

function logged(fields: Readonly<Record<string, unknown>>, level = 'info'): string {
  let text = '';
  createLog(level, { write: (line: string) => void (text += line) }).write('info', 'something happened', fields);
  return text;
}

describe('a log line', () => {
  test('is one JSON object with the event, the time and the level by name', () => {
    const line = logged({ requestId: 'r1', ms: 4 });
    expect(line.endsWith('}\n')).toBe(true);
    expect(JSON.parse(line)).toMatchObject({ level: 'info', event: 'something happened', requestId: 'r1', ms: 4 });
  });

  test('drops every field that is not on the list', () => {
    expect(logged({ patientId: 'p1', token: 't', body: {}, headers: {}, service: 's' })).not.toMatch(
      /p1|token|body|headers/,
    );
  });

  test('cuts what is long', () => {
    expect(logged({ iss: 'x'.repeat(5_000) }).length).toBeLessThan(500);
  });

  test('stays one line whatever it is told', () => {
    expect(logged({ iss: 'a\nb\u2028{"event":"forged"}' }).split('\n')).toHaveLength(2);
  });

  test('is not written below the level', () => {
    expect(logged({}, 'warn')).toBe('');
  });
});

describe('an error in the log', () => {
  test('tells its kind, code and place, never its message', () => {
    const error = Object.assign(new TypeError('GET https://ehr/Patient/123?name=Canary'), {
      code: 'ECONNRESET',
      status: 502,
    });
    const described = describeError(error);
    expect(described).toMatchObject({ type: 'TypeError', code: 'ECONNRESET', status: 502 });
    expect(JSON.stringify(described)).not.toContain('Canary');
    expect(JSON.stringify(described)).toContain('log.test');
  });

  test('of several lines keeps only its frames', () => {
    const described = describeError(new Error('first\n    Canary at home\nthird'));
    expect(JSON.stringify(described)).not.toContain('Canary at');
  });

  test('tells its causes the same way', () => {
    const problem = new CdsProblem('unavailable', { detail: 'Canary', cause: new RangeError('Canary') });
    expect(describeError(problem)).toMatchObject({
      type: 'CdsProblem',
      code: 'unavailable',
      cause: { type: 'RangeError' },
    });
    expect(JSON.stringify(describeError(problem))).not.toContain('Canary');
    expect(describeError('Canary')).toEqual({ type: 'string' });
  });
});
