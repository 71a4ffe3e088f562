import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../src/store/database.ts';
import { listSources, setNextDue } from '../../src/store/sources.ts';

/** How polling went. */
export interface PollLatency {
  readonly polls: number;
  /** Milliseconds from when a poll was due until it had come to its end. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds that the poll itself took. */
  readonly lasted: number;
}

/** A poll is done well before. */
const PATIENCE_MS = 30_000;
const BETWEEN_MS = 500;

/** Makes every source due again and again for so many seconds, and waits each time until all of them were polled. */
export async function measurePolls(store: Database, seconds: number): Promise<PollLatency> {
  const waits: number[] = [];
  const lasted: number[] = [];
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    const due = Date.now();
    await store.write(async (tx) => {
      for (const { locator } of await listSources(tx)) await setNextDue(tx, locator, due);
    });
    for (const { last_good_at: ended, last_ms: took } of await allPolled(store, due)) {
      waits.push((ended ?? due) - due);
      lasted.push(took ?? 0);
    }
    await delay(BETWEEN_MS);
  }
  return { polls: waits.length, p50: at(waits, 0.5), p99: at(waits, 0.99), lasted: at(lasted, 0.5) };
}

async function allPolled(store: Database, since: number) {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await delay(20)) {
    const rows = await listSources(store.reader);
    if (rows.every((row) => (row.last_good_at ?? 0) >= since)) return rows;
  }
  throw new Error('sources that are due are not polled');
}

function at(times: number[], share: number): number {
  return times.sort((left, right) => left - right)[Math.floor(times.length * share)] ?? 0;
}
