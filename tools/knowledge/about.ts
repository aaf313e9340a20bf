// What people wrote of services, rules and instruments (about.json, cohorts.json), as the knowledge pages take it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Review } from '../../src/contracts/knowledge.ts';

export const ROOT = join(import.meta.dirname, '../..');

export interface RuleAbout {
  readonly purpose: string;
  readonly population: string;
  readonly inputs: readonly string[];
  /** In words. */
  readonly logic: readonly string[];
  readonly limits: readonly string[];
  /** What it is meant to bring about. @source Krall, Perm J 2015;19(3):11 */
  readonly action: string;
  /** File names of instruments. */
  readonly instruments: readonly string[];
  /** Other files with thresholds it reads by. */
  readonly readings?: readonly string[];
  /** How it uses sex, date of birth and health status; empty where it does not. */
  readonly uses: { readonly sex: string; readonly birthDate: string; readonly healthStatus: string };
}

export interface ServiceAbout {
  readonly review: Omit<Review, 'service'>;
  readonly purpose: string;
  readonly rules: Readonly<Record<string, RuleAbout>>;
}

/** As far as the clinical reference has them. */
export interface Cohorts {
  readonly derivation: string;
  readonly validation: string;
  readonly performance: string;
  readonly weak: string;
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function readAbout(service: string): ServiceAbout {
  return JSON.parse(readText(`cds-services/${service}/about.json`)) as ServiceAbout;
}

export function readCohorts(): Readonly<Record<string, Cohorts>> {
  return JSON.parse(readText('cds-services/cohorts.json')) as Readonly<Record<string, Cohorts>>;
}

/** What a file is for: its first line, without the full stop. */
export function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/^\/\/ /, '').replace(/\.$/, '');
}
