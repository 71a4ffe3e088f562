import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { newId } from '../../src/compose.ts';
import type { ChangeEvent } from '../../src/domain/events.ts';
import { type RebuildReport, rebuildCatalog } from '../../src/pipeline/rebuild-catalog.ts';
import { type CatalogDependencies, updateCatalog } from '../../src/pipeline/update-catalog.ts';
import { JobRunner } from '../../src/queue/run-job.ts';
import type { Database, WriteTransaction } from '../../src/store/database.ts';
import { appendEvents } from '../../src/store/events.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { openStore } from '../../src/store/store.ts';
import { LABS, makeLab, makeRepos, WORLD_START } from './world.ts';

const labs = new Map(Array.from({ length: LABS }, (_, index) => makeLab(index)).map((lab) => [lab.id, lab]));

/** A store whose catalog holds so many repos, made from its log by a rebuild. */
export interface Filled extends AsyncDisposable {
  readonly database: Database;
  readonly folder: string;
  /** How the rebuild went, and how long it took in milliseconds. */
  readonly rebuilt: RebuildReport;
  readonly took: number;
  /**
   * Appends one event and takes it into the catalog: how long the latter took, in milliseconds, and how long of that was
   * the work of its transaction, before the disk has it.
   */
  apply(lab: number, event: ChangeEvent): Promise<{ readonly work: number; readonly whole: number }>;
  rebuild(): Promise<{ readonly report: RebuildReport; readonly took: number }>;
}

const EVENTS_AT_ONCE = 500;

export async function fillStore(repos: number): Promise<Filled> {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-bench-'));
  let now = WORLD_START;
  const clock = { now: () => now };
  const owner = newLeaseOwner();
  const database = await openStore({ folder, use: 'start', clock, clockIsSet: true, owner });
  for (const lab of labs.keys()) await logOf(database, lab, repos);
  now += 3 * 365 * 86_400_000;

  async function rebuild() {
    const began = performance.now();
    const report = await database.write((tx) =>
      rebuildCatalog(tx, {
        labs,
        sources: new Map(),
        articles: [],
        planned: [],
        hiddenRepos: new Set(),
        newId,
        now,
      }),
    );
    return { report, took: performance.now() - began };
  }

  const { report: rebuilt, took } = await rebuild();
  let working = 0;
  const timed = {
    reader: database.reader,
    write: <T>(work: (tx: WriteTransaction) => Promise<T>) =>
      database.write(async (tx) => {
        const began = performance.now();
        const done = await work(tx);
        working += performance.now() - began;
        return done;
      }),
  } as unknown as Database;
  const deps: CatalogDependencies = {
    database: timed,
    clock,
    log: pino({ level: 'silent' }),
    settings: { rules: [], channels: [], labs, settling: 6 * 3_600_000, newId },
    hiddenRepos: new Set(),
    sources: new Map(),
    announce: () => undefined,
  };
  const runner = new JobRunner({ database, clock, log: deps.log, random: Math.random, owner }, []);
  return {
    database,
    folder,
    rebuilt,
    took,
    rebuild,
    apply: async (lab, event) => {
      now += 1000;
      const id = `lab-${lab}`;
      await database.writeUnsynced(async (tx) => {
        await appendEvents(tx, [{ lab: id, event }], context(now));
        await enqueueJobs(tx, [{ kind: 'update-catalog', key: id, lane: `lab:${id}`, runAt: now }], now);
      });
      const job = await runner.leaseNext(['update-catalog']);
      if (job === null) throw new RangeError('the job that was just made is there');
      working = 0;
      const began = performance.now();
      await updateCatalog(deps, job);
      return { work: working, whole: performance.now() - began };
    },
    [Symbol.asyncDispose]: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function context(observedAt: number) {
  return {
    locator: 'huggingface-org:bench',
    observedAt,
    notBefore: observedAt - 120_000,
    gap: 'none',
  } as const;
}

/** What a lab's listing showed at the first look, and what was read of its repos afterwards. */
async function logOf(database: Database, lab: string, repos: number): Promise<void> {
  let listed: ChangeEvent[] = [];
  let read: ChangeEvent[] = [];
  const flush = async () => {
    await database.writeUnsynced(async (tx) => {
      await appendEvents(
        tx,
        listed.map((event) => ({ lab, event })),
        context(WORLD_START),
      );
      await appendEvents(
        tx,
        read.map((event) => ({ lab, event })),
        context(WORLD_START + 60_000),
      );
    });
    listed = [];
    read = [];
  };
  for (const { lab: of, observation, facts } of makeRepos(repos)) {
    if (`lab-${of}` !== lab) continue;
    listed.push({ type: 'repo.baselined', key: observation.key, after: observation });
    if (facts !== null) read.push({ type: 'repo.facts', key: observation.key, after: facts });
    if (listed.length >= EVENTS_AT_ONCE) await flush();
  }
  await flush();
}
