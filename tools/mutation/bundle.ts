// The clinical code with every change built in, switched off, and its tests: one script that gives a fresh copy at each run.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { build, type Plugin } from 'esbuild';

export const ROOT = join(import.meta.dirname, '../..');

/** One change of one file. */
export interface Change {
  readonly id: string;
  /** Relative to the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What stands there, and what is tried instead; each in one line. */
  readonly from: string;
  readonly to: string;
  /** Where, from 0, and the text as it is put there. */
  readonly start: Position;
  readonly end: Position;
  readonly replacement: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

const silent = (): void => {};
const off = (): boolean => false;
const LOGGER = {
  isTraceEnabled: off,
  isDebugEnabled: off,
  isInfoEnabled: off,
  isWarnEnabled: off,
  isErrorEnabled: off,
  isFatalEnabled: off,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/** @param files relative to the repository @returns every change that Stryker knows, and the text of each file with them */
export async function instrument(files: readonly string[]): Promise<{
  readonly changes: readonly Change[];
  readonly texts: ReadonlyMap<string, string>;
}> {
  const sources = files.map((name) => ({ name, mutate: true, content: readFileSync(join(ROOT, name), 'utf8') }));
  const made = await new Instrumenter(LOGGER).instrument(sources, {
    plugins: null,
    ignorers: [],
    excludedMutations: [],
  });
  const lines = new Map(sources.map(({ name, content }) => [name, content.split('\n')]));
  const changes = made.mutants
    .filter((mutant) => mutant.status === undefined)
    .map(({ id, fileName, location: { start, end }, replacement }) => {
      const spanned = (lines.get(fileName) ?? []).slice(start.line, end.line + 1);
      const from = spanned
        .map((text, i) => text.slice(i === 0 ? start.column : 0, i === spanned.length - 1 ? end.column : undefined))
        .join('\n');
      const texts = { from: inOneLine(from), to: inOneLine(replacement) };
      return { id, file: fileName, line: start.line + 1, ...texts, start, end, replacement };
    });
  return { changes, texts: new Map(made.files.map(({ name, content }) => [join(ROOT, name), content])) };
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/**
 * @param runs random cases a property is tried with; as many as the test says, for undefined
 * @returns a script whose value is a function (require) → exports of the entry
 */
export async function bundle(
  tests: readonly string[],
  texts: ReadonlyMap<string, string>,
  runs: number | undefined,
): Promise<string> {
  const entry = [
    `export { collected } from './tools/mutation/harness.ts';`,
    `export const load = {`,
    ...tests.map((file) => `${JSON.stringify(file)}: () => import(${JSON.stringify(`./${file}`)}),`),
    `};`,
  ].join('\n');
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts', sourcefile: 'entry.ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    alias: { '@jest/globals': join(ROOT, 'tools/mutation/harness.ts') },
    plugins: [withTexts(texts, runs)],
    logLevel: 'error',
  });
  const code = outputFiles[0]?.text ?? '';
  return `(function (require) { const module = { exports: {} }; ${code}\nreturn module.exports; })`;
}

function withTexts(texts: ReadonlyMap<string, string>, runs: number | undefined): Plugin {
  return {
    name: 'changed-texts',
    setup(bundling) {
      bundling.onLoad({ filter: /\.tsx?$/, namespace: 'file' }, ({ path }) => ({
        contents: (texts.get(path) ?? readFileSync(path, 'utf8'))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
          // Random cases by the thousand cost too much thousands of times; some are enough to notice most changes.
          .replaceAll(/numRuns: [\d_]+/g, (as) => (runs === undefined ? as : `numRuns: ${runs}`))
          .replaceAll('import.meta.url', JSON.stringify(`file://${path}`)),
        loader: path.endsWith('x') ? 'tsx' : 'ts',
      }));
    },
  };
}
