// Which changes TypeScript refuses: each in a copy of its file, many checked at once.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ROOT, type Change } from './bundle.ts';

const FOLDER = join(ROOT, 'artefacts/mutation-types');
/** Copies that fit into memory together. */
const AT_ONCE = 1000;
/** A change may leave something unused; that is no fault of it. */
const OPTIONS = {
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
  rewriteRelativeImportExtensions: false,
};

/** @returns ids of the changes with which the project would not compile */
export function refusedByTypes(changes: readonly Change[]): ReadonlySet<string> {
  const starts = changes.flatMap((_, i) => (i % AT_ONCE === 0 ? [i] : []));
  return new Set(starts.flatMap((i) => refusedAmong(changes.slice(i, i + AT_ONCE))));
}

function refusedAmong(changes: readonly Change[]): readonly string[] {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const change of changes) writeFileSync(join(FOLDER, `${change.id}.ts`), changed(change));
  const config = { extends: join(ROOT, 'tsconfig.json'), compilerOptions: OPTIONS, include: ['*.ts'], exclude: [] };
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(config));
  const tsc = [join(ROOT, 'node_modules/typescript/lib/tsc.js'), '--pretty', 'false', '-p', FOLDER];
  const { stdout } = spawnSync(process.execPath, tsc, { cwd: FOLDER, encoding: 'utf8', maxBuffer: 2 ** 28 });
  rmSync(FOLDER, { recursive: true, force: true });
  return [...stdout.matchAll(/^(\d+)\.ts\(/gm)].flatMap(([, id]) => id ?? []);
}

/** The file with the change, at another place: what it imports is named from the root. */
function changed({ file, start, end, replacement }: Change): string {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const [from, to] = [offsetOf(text, start), offsetOf(text, end)];
  const folder = join(ROOT, dirname(file));
  return `${text.slice(0, from)}${replacement}${text.slice(to)}`.replaceAll(
    /(from|import\() ?'(\.[^']+)'/g,
    (_, keyword: string, path: string) => `${keyword} '${resolve(folder, path)}'`,
  );
}

function offsetOf(text: string, { line, column }: Change['start']): number {
  return text.split('\n').slice(0, line).join('\n').length + (line === 0 ? 0 : 1) + column;
}
