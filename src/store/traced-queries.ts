// Queries as OpenTelemetry's CLIENT spans: what is done to which table, never the values.
import type { LogEvent } from 'kysely';
import { tracePast, tracer } from '../ops/tracing.ts';
import { faultCode } from './faults.ts';

export interface TracedDatabase {
  readonly system: 'sqlite' | 'postgresql';
  readonly host?: string;
  readonly port?: string;
  readonly namespace?: string;
}

/**
 * Kysely's options for it; none where no SDK is there, since Kysely measures for whoever listens.
 *
 * @source https://opentelemetry.io/docs/specs/semconv/database/database-spans/
 */
export function tracedQueries({ system, host, port, namespace }: TracedDatabase): {
  readonly log?: (event: LogEvent) => void;
} {
  if (!tracer()) return {};
  const server = {
    'db.system.name': system,
    ...(host && { 'server.address': host }),
    ...(host && { 'server.port': Number(port) || 5_432 }),
    ...(namespace && { 'db.namespace': namespace }),
  };
  return {
    log(event) {
      const { operation, table } = summaryOf(event.query.sql);
      const summary = table === undefined ? operation : `${operation} ${table}`;
      const attributes = {
        ...server,
        'db.operation.name': operation,
        'db.query.summary': summary,
        ...(table !== undefined && { 'db.collection.name': table }),
      };
      const failure = event.level === 'error' ? faultCode(event.error) : undefined;
      tracePast(summary, attributes, event.queryDurationMillis, failure);
    },
  };
}

function summaryOf(sql: string): { readonly operation: string; readonly table: string | undefined } {
  const operation = /^\s*\(*([a-z]+)/i.exec(sql)?.[1]?.toUpperCase() ?? 'QUERY';
  const table = /\b(?:from|into|update)\s+"?([a-z_]+)"?/i.exec(sql)?.[1];
  return { operation, table };
}
