// Which truth tables, instruments and knowledge were accepted at which version, and what is still to be said of a change.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { services } from '../fixtures/published.ts';

export interface Knowledge {
  /** Service → version of its knowledge. */
  readonly versions: Readonly<Record<string, string>>;
  /** Digest of what the changelog says under Clinical of what is not released. */
  readonly clinical: string;
  /** Path → digest of its content; layout and comments don't count. One line a file, so that two changes merge. */
  readonly files: Readonly<Record<string, string>>;
}

const ROOT = join(import.meta.dirname, '..');
export const ACCEPTED = join(ROOT, 'cds-services/accepted.json');
export const CHANGELOG = join(ROOT, 'CHANGELOG.md');
const FOLDERS = ['cds-services', 'src/clinical'];
const READ_BY_RULES = /^src\/clinical\/(instruments\/.+\.ts|.+\.json)$|\.examples\.json$|\/(knowledge|reading)\.json$/;

/** The knowledge as the files say it now. */
export function presentKnowledge(): Knowledge {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  ).filter((path) => READ_BY_RULES.test(path));
  return {
    versions: Object.fromEntries(services.map(({ id, version }) => [id, version])),
    clinical: digest(clinicalOf(unreleased(readFileSync(CHANGELOG, 'utf8')))),
    files: Object.fromEntries(files.sort().map((path) => [path, digest(contentOf(path))])),
  };
}

/** @returns what is to be done before the present state counts as accepted, in words; none when it is */
export function notAccepted(now: Knowledge, accepted: Knowledge, changelog: string): readonly string[] {
  const changed = changedFiles(now, accepted);
  const versions = Object.entries(now.versions);
  const unnamed = versions.filter(([service, version]) => !names(clinicalOf(changelog), service, version));
  return [
    ...changed.map((path) => `${path} is not as accepted`),
    ...versions.flatMap(([service, version]) =>
      accepted.versions[service] === version ? [] : [`${service} ${version} is not accepted`],
    ),
    ...unnamed.map(([service, version]) => `CHANGELOG.md names no "${service} ${version}" under Clinical`),
  ];
}

/** @returns why the present state cannot be accepted yet, in words; none when it can */
export function refusals(now: Knowledge, accepted: Knowledge, changelog: string): readonly string[] {
  const changed = changedFiles(now, accepted);
  if (changed.length === 0) return [];
  const section = clinicalOf(unreleased(changelog));
  const unnamed = Object.entries(now.versions).filter(
    ([service, version]) => concerns(service, changed) && !names(section, service, version),
  );
  return [
    ...unnamed.map(
      ([service, version]) =>
        `${service} ${version} is not among what is unreleased: raise "version" in cds-services/${service}/knowledge.json ` +
        `and write "- ${service} <version>: …" into CHANGELOG.md, [Unreleased], Clinical`,
    ),
    ...(now.clinical === accepted.clinical
      ? ['CHANGELOG.md, [Unreleased], Clinical says nothing new: write which patients are affected, and the source']
      : []),
  ];
}

/** Paths whose content was changed, added or removed. */
export function changedFiles(now: Knowledge, accepted: Knowledge): readonly string[] {
  const paths = new Set([...Object.keys(now.files), ...Object.keys(accepted.files)]);
  return [...paths].filter((path) => now.files[path] !== accepted.files[path]).sort();
}

/** Every service reads what lies outside the folders of services. */
function concerns(service: string, changed: readonly string[]): boolean {
  return changed.some((path) => path.startsWith(`cds-services/${service}/`) || !/^cds-services\/[^/]+\//.test(path));
}

/** Does a line of the section name this version of this service, and no longer one? */
function names(section: string, service: string, version: string): boolean {
  const lines = section.split('\n').filter((line) => line.startsWith('- '));
  return lines.some((line) => `${line} `.replaceAll(/[,:;]/g, ' ').includes(` ${service} ${version} `));
}

/** The section of the changelog that no release has taken yet. */
function unreleased(changelog: string): string {
  return changelog.split(/^## /m).find((section) => section.startsWith('[Unreleased]')) ?? '';
}

/** What stands under `### Clinical`, in each section of the text. */
function clinicalOf(text: string): string {
  return [...text.matchAll(/^### Clinical\n([\s\S]*?)(?=^##|(?![\s\S]))/gm)].map(([, body = '']) => body).join('');
}

function contentOf(path: string): string {
  const text = readFileSync(join(ROOT, path), 'utf8');
  if (path.endsWith('.json')) {
    // where the schema lies is for editors
    const { $schema: _, ...content } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return JSON.stringify(content);
  }
  return transformSync(text, { minify: true, jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } }).code;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
