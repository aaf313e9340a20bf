// The reviewed answers beside the stories: which there are, and what of an answer they hold.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hook } from '../../fixtures/chart.ts';
import { STORIES } from '../../fixtures/stories/index.ts';
import type { HookBody } from './server.ts';

export const GOLDENS = join(import.meta.dirname, '../../fixtures/cards');
const HOOK_FIXTURES = join(import.meta.dirname, '../../fixtures/hooks');
const ORDER_HOOKS: readonly Hook[] = ['order-sign', 'order-select'];
/** Stands for our own address, which is another at each run. */
export const BASE_URL = 'https://cds.example.org';

export interface Golden {
  readonly story: string;
  /** Rule → why it spoke or was silent. */
  readonly why: Readonly<Record<string, string>>;
  readonly cards: unknown;
}

/** Every story at every hook that it is told at: what is looked at, and what is ordered. */
export const GOLDEN_CASES = STORIES.flatMap((story, position) =>
  [...new Set<Hook>(['result-view', 'patient-view', ...(story.requests ?? []).map(({ hook }) => hook)])].map(
    (hook) => ({ name: `${story.id}.${hook}`, id: story.id, hook, story: story.story, told: story, position }),
  ),
);

export function readGolden(name: string): Golden {
  return JSON.parse(readFileSync(join(GOLDENS, `${name}.json`), 'utf8')) as Golden;
}

/** The request of the fixtures, without prefetch; hooks without drafts need no file. */
export function toldRequest(patientId: string, hook: Hook): HookBody {
  const file = join(HOOK_FIXTURES, `${patientId}.${hook}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as HookBody;
  if (ORDER_HOOKS.includes(hook)) throw new Error(`${patientId} has no ${hook} request in fixtures/hooks`);
  return {
    hook,
    hookInstance: '5f0c8f5e-6a6b-4a39-8d3e-2f7b5a0c9d11',
    context: { patientId, userId: 'Practitioner/COREPRACTITIONER1' },
  };
}

/** An answer of `explain` as a golden: ids that are new at each answer, and our own address, made the same. */
export function toGolden(story: string, explained: unknown, url: string): Golden {
  const { cards, rules } = explained as {
    readonly cards: unknown;
    readonly rules: readonly { readonly id: string; readonly fired: boolean; readonly because: string }[];
  };
  const seen = new Map<string, string>();
  const text = JSON.stringify(cards)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (uuid) => {
      if (!seen.has(uuid)) seen.set(uuid, `uuid-${seen.size + 1}`);
      return seen.get(uuid) ?? uuid;
    })
    .replaceAll(url, BASE_URL);
  const why = rules.map(({ id, fired, because }) => [id, `${fired ? 'spoke' : 'silent'}: ${because}`] as const);
  return { story, why: Object.fromEntries(why), cards: JSON.parse(text) };
}
