// A worker's view of the others: what all workers count, remember and tell together, by way of the first process.
import { isObject } from '../contracts/json.ts';
import { createLine, type Message } from './line.ts';
import { within } from '../ops/within.ts';

export interface Peers {
  /** Of this worker, from one on. */
  readonly number: number;
  /** How many there are. */
  readonly workers: number;
  /** A limit of all workers together. @param name of the setting that says how much @returns seconds to wait */
  take(name: string, perMinute: number, key: string): Promise<number>;
  /** Takes a token id for all workers, in memory; rejects when the first process cannot say. */
  claim(issuer: string, jti: string, expiresAtMs: number): Promise<boolean>;
  /** Tells the others what is settled and not yet written. */
  tellSettled(keys: readonly Settled[]): void;
  /** Resolves when every other worker has written what it has shown so far. */
  writeOthers(): Promise<void>;
  /** The metrics of all workers in the text format of Prometheus; undefined when the first process does not say. */
  metrics(): Promise<string | undefined>;
  /** This worker listens at this address. */
  tellReady(url: string): void;
  /** Every worker reads the configuration again. @returns what each told; undefined when the first process does not say */
  reload(): Promise<unknown>;
  /** What the others, and the first process, may ask of this worker; what is given later is added. */
  serve(worker: Partial<Served>): void;
}

/** The keyed hash of what is said once, and when it was said, milliseconds since 1970. */
export interface Settled {
  readonly memoryKey: string | null;
  readonly at: number;
}

export interface Served {
  readonly settled: (keys: readonly Settled[]) => void;
  readonly write: () => Promise<void>;
  readonly metrics: () => Promise<readonly object[]>;
  readonly reload: () => Promise<object>;
}

export interface PeersOptions {
  /** The first process tells this worker to end, by the signal that it got. */
  readonly stop: (signal: string) => void;
  readonly number: number;
  readonly workers: number;
  readonly send: (messages: readonly Message[]) => void;
  /** Calls back with what comes over the line. */
  readonly onMessage: (receive: (messages: unknown) => void) => void;
}

/** Beyond this the first process is as good as gone. */
const WITHIN_MS = 2_000;

export function createPeers({ number, workers, send, onMessage, stop }: PeersOptions): Peers {
  let served: Partial<Served> = {};
  const line = createLine(send, {
    stop: (signal) => stop(String(signal)),
    settled: (news) => {
      if (isSettled(news)) served.settled?.(news);
    },
    write: async () => {
      await served.write?.();
      return true;
    },
    metrics: () => served.metrics?.(),
    reload: () => served.reload?.(),
  });
  onMessage((messages) => line.receive(messages));
  const ask = (what: string, value?: unknown): Promise<unknown> => within(WITHIN_MS, line.ask(what, value));
  return {
    number,
    workers,
    async take(name, perMinute, key) {
      const wait = await ask('take', { name, perMinute, key });
      return typeof wait === 'number' ? wait : 0;
    },
    async claim(issuer, jti, expiresAtMs) {
      const first = await ask('claim', { issuer, jti, expiresAtMs });
      if (typeof first !== 'boolean') throw new Error('the first process does not say');
      return first;
    },
    tellSettled: (keys) => line.tell('settled', keys),
    writeOthers: async () => void (await ask('write')),
    async metrics() {
      const text = await ask('metrics');
      return typeof text === 'string' ? text : undefined;
    },
    reload: () => line.ask('reload'),
    tellReady: (url) => line.tell('ready', url),
    serve(worker) {
      served = { ...served, ...worker };
    },
  };
}

function isSettled(news: unknown): news is readonly Settled[] {
  return Array.isArray(news) && news.every((key) => isObject(key) && 'memoryKey' in key);
}
