import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import type { StoreUse } from '../../src/store/store.ts';
import { type ChildOfTest, startChild } from '../child-process.ts';
import { openAt, type StoreKind } from './stores.ts';

/** A program that works on a store as a process of its own: see its tasks. */
const PROCESS = new URL('./store-process.ts', import.meta.url);

/** One store of a kind, opened as often as a test wants, by this process and by others. */
export class BenchOfStores {
  readonly #folder = mkdtempSync(join(tmpdir(), 'modelwatch-store-'));
  readonly #opened: Database[] = [];
  readonly #url: Promise<string>;

  constructor(kind: StoreKind) {
    this.#url = kind.newUrl(this.#folder);
  }

  async url(): Promise<string> {
    return await this.#url;
  }

  async open(use: StoreUse = 'start', now?: () => number): Promise<Database> {
    const database = await openAt(await this.#url, { use, ...(now === undefined ? {} : { now }) });
    this.#opened.push(database);
    return database;
  }

  /** Starts processes that wait for each other before they begin. */
  async startTogether(count: number, task: string, ...rest: readonly string[]): Promise<ChildOfTest[]> {
    const url = await this.#url;
    const children = Array.from({ length: count }, () => startChild(PROCESS, [task, url, ...rest]));
    for (const child of children) expect(await child.nextLine()).toBe('ready');
    for (const child of children) child.begin();
    return children;
  }

  async start(task: string, ...rest: readonly string[]): Promise<ChildOfTest> {
    return startChild(PROCESS, [task, await this.#url, ...rest]);
  }

  async close(): Promise<void> {
    for (const database of this.#opened.splice(0)) await database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
