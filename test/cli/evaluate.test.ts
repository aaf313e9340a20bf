// `clearstage evaluate` reads well in any terminal, with drafts too; faults are told in words.
import { exec } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { AS_OF } from '../../fixtures/chart.ts';
import { wrap } from '../../src/cli/card-text.ts';
import { evaluateCommand } from '../../src/cli/evaluate.ts';
import { faultInWords } from '../../src/cli/faults.ts';
import { instant } from '../../src/cli/options.ts';
import { createProgram } from '../../src/cli/program.ts';
import { serverVersion } from '../../src/version.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const patient = (id: string) => join(fixtures, `patients/${id}.bundle.json`);
const request = (name: string) => join(fixtures, `hooks/${name}.json`);
const folder = mkdtempSync(join(tmpdir(), 'clearstage-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(columns: number, ...args: readonly string[]): Promise<string> {
  const out = Object.assign(new PassThrough(), { columns });
  await evaluateCommand(out).parseAsync([...args, '--as-of', AS_OF], { from: 'user' });
  return String(out.read() ?? '');
}

describe('what is printed', () => {
  test.each([40, 80, 200])(
    'no line is longer than %i columns, but an address, and no Markdown is left',
    async (width) => {
      const text = await run(width, patient('mm-iss3-egfr20'));
      const long = text
        .split('\n')
        .filter((line) => line.length > Math.min(width, 100) && !/https?:\/\/|\/knowledge\//.test(line));
      expect(long).toEqual([]);
      expect(text).not.toMatch(/\*\*|\| ---|\\[[\]()*_-]|&lt;/);
      expect(text).not.toContain('\u001B');
    },
  );

  test('the card with its table, source, suggestions and links; then every rule with its reason', async () => {
    const text = await run(100, patient('mm-iss3-egfr20'));
    expect(text).toMatch(/^\[warning\] ISS III/);
    expect(text).toMatch(/^ {2}Result +Value, \d{4}-\d\d-\d\d +Limit or expected$/m);
    expect(text).toMatch(/^ {2}Source: .*\d{4}/m);
    expect(text).toMatch(/^ {2}Suggestion: Record ISS III/m);
    expect(text).toMatch(/^ {2}Link: Basis/m);
    expect(text).toMatch(/^✓ iss-stage: /m);
    expect(text).toMatch(/^· csf: /m);
  });

  test('colour where the terminal can, none where it cannot', async () => {
    const out = Object.assign(new PassThrough(), { columns: 80, isTTY: true, getColorDepth: () => 8 });
    const before = process.env['NO_COLOR'];
    delete process.env['NO_COLOR'];
    await evaluateCommand(out).parseAsync([patient('mm-iss3-egfr20'), '--as-of', AS_OF], { from: 'user' });
    if (before !== undefined) process.env['NO_COLOR'] = before;
    expect(String(out.read())).toContain('\u001B[33m[warning]');
    expect(await run(80, patient('mm-iss3-egfr20'))).not.toContain('\u001B');
  });
});

describe('drafts', () => {
  const nothingRecent = patient('order-b2m-nothing-recent');

  test('come from a hook request, a Bundle or a single order, and fire order-sign', async () => {
    const asked = request('order-b2m-nothing-recent.order-sign');
    const { context } = JSON.parse(readFileSync(asked, 'utf8')) as {
      readonly context: { readonly draftOrders: { readonly entry: readonly { readonly resource: object }[] } };
    };
    const told = await run(80, nothingRecent, '--draft', asked);
    expect(told).toMatch(/✓ companion-orders/);
    const [bundle, single] = [join(folder, 'bundle.json'), join(folder, 'single.json')];
    writeFileSync(bundle, JSON.stringify(context.draftOrders));
    writeFileSync(single, JSON.stringify(context.draftOrders.entry[0]?.resource));
    expect(await run(80, nothingRecent, '--draft', bundle)).toBe(told);
    expect(await run(80, nothingRecent, '--draft', single)).toBe(told);
  });

  test('of another patient are refused; what is no order, too', async () => {
    const other = run(80, patient('healthy'), '--draft', request('order-b2m-nothing-recent.order-sign'));
    await expect(other).rejects.toThrow("another patient's");
    const none = join(folder, 'none.json');
    writeFileSync(none, '{}');
    await expect(run(80, patient('healthy'), '--draft', none)).rejects.toThrow('expected an order');
  });

  test('an order hook without any says how to name one', async () => {
    expect(await run(80, patient('healthy'), '--hook', 'order-sign')).toContain('--draft order.json');
  });
});

describe('faults', () => {
  test('are told in words', async () => {
    const fault = async (path: string) => run(80, path).then(String, faultInWords);
    expect(await fault(join(folder, 'nowhere.json'))).toBe(`there is no ${join(folder, 'nowhere.json')}`);
    expect(await fault(folder)).toBe('what was named is a folder, where a file is expected');
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{');
    expect(await fault(broken)).toBe(`${broken}: not JSON`);
    expect(faultInWords(new Error('as it is'))).toBe('as it is');
  });
});

describe('a moment as it is typed', () => {
  test.each([
    ['2026-11-01', '2026-11-01T00:00:00Z'],
    ['2026-11-01T09:00:00', '2026-11-01T09:00:00Z'],
    ['2026-11-01T09:00:00+02:00', '2026-11-01T07:00:00Z'],
  ])('%s is %s, wherever the command runs', (typed, meant) => {
    expect(instant('--as-of', typed)).toBe(Date.parse(meant));
  });

  test.each(['', '1', '2026', '2026-02-31', '2026-11-31T09:00:00Z', '11/01/2026', 'yesterday'])(
    '%j is refused',
    (typed) => {
      expect(() => instant('--as-of', typed)).toThrow(`--as-of: ${typed} is not a date`);
    },
  );
});

test('whoever reads may stop reading: the command ends without a word', async () => {
  const command = `"${process.execPath}" --import tsx src/cli/main.ts evaluate "${patient('mm-iss3-egfr20')}" | true`;
  const { stderr } = await promisify(exec)(command, { cwd: join(import.meta.dirname, '../..') });
  expect(stderr).toBe('');
});

describe('help', () => {
  const program = createProgram();
  test.each(program.commands.map((c) => [c.name(), c] as const))(
    '%s shows examples whose options exist',
    (name, command) => {
      let help = '';
      command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp();
      const examples = help
        .slice(help.indexOf('Examples:'))
        .split('\n')
        .slice(1)
        .filter((line) => line !== '');
      expect(examples.length).toBeGreaterThan(0);
      const known = command.options.map((o) => o.long);
      for (const line of examples) {
        expect(line).toContain(`npx clearstage ${name}`);
        expect(known).toEqual(expect.arrayContaining(line.match(/--[a-z-]+/g) ?? []));
      }
    },
  );

  test('--version is that of the server', () => {
    expect(program.version()).toBe(serverVersion());
  });
});

test('wrapping keeps every word, in order, and no line longer than it may be', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
      fc.integer({ min: 16, max: 90 }),
      (words, width) => {
        const text = wrap(words.join(' '), width, '    ', '  ');
        expect(text.split(/\s+/).filter((w) => w !== '')).toEqual(words);
        expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
      },
    ),
    { seed: 11 },
  );
});
