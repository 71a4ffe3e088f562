import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { spawnPinned } from './pinned-process.ts';

export interface LoadWish {
  readonly url: string;
  readonly seconds: number;
  /** Requests that are under way at once. */
  readonly connections: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: as many as are answered. */
  readonly perSecond: number | null;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly answered: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Errors, time-outs, and answers that are none of 2xx. */
  readonly failed: number;
  readonly megabytesPerSecond: number;
}

const PROCESS = fileURLToPath(new URL('load-process.ts', import.meta.url));
/** What is measured has the first core. */
const CORE = 1;

/** Loads a server from a process of its own, on a core of its own. */
export async function load(wish: LoadWish): Promise<LoadResult> {
  const child = spawnPinned(CORE, [PROCESS, JSON.stringify(wish)], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new RangeError('what it prints is read');
  return JSON.parse(await text(child.stdout)) as LoadResult;
}
