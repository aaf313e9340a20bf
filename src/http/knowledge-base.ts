// What the knowledge pages are made of, read from docs/knowledge, where `npm run docs` wrote it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { overdueReviews, type KnowledgeBase } from '../contracts/knowledge.ts';
import type { Log } from '../ops/log.ts';

/** @throws Error when the pages were never written */
export function readKnowledge(folder: string): KnowledgeBase {
  return JSON.parse(readFileSync(join(folder, 'knowledge.json'), 'utf8')) as KnowledgeBase;
}

/**
 * One line of the log for each service whose review is overdue.
 *
 * @param now milliseconds since 1970
 */
export function warnOfOverdueReviews(folder: string, now: number, log: Pick<Log, 'write'>): void {
  for (const { service, due } of overdueReviews(readKnowledge(folder).reviews, now)) {
    log.write('warn', 'review of the knowledge is overdue', { service, due });
  }
}
