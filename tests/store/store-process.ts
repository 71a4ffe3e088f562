// A process of its own on a store: `store-process.ts TASK DATABASE_URL [ROUNDS]`. Writes one line when it is ready, begins
// when its input ends, and writes what came out as a last line of JSON.
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { LeaseLostError } from '../../src/errors.ts';
import type { Database, WriteTransaction } from '../../src/store/database.ts';
import { appendEvents } from '../../src/store/events.ts';
import { leaseNextJob } from '../../src/store/job-leases.ts';
import { completeJob } from '../../src/store/jobs.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { finishSource, leaseSource } from '../../src/store/sources.ts';
import { ROWS_ALONE } from '../../src/store/write-scopes.ts';
import { openAt } from './stores.ts';

const [task = '', url = '', rounds = '0'] = process.argv.slice(2);
const owner = newLeaseOwner();
const clock = { now: () => Date.now() };
const open = () => openAt(url, { owner });

async function begin(): Promise<void> {
  process.stdout.write('ready\n');
  process.stdin.resume();
  await once(process.stdin, 'end');
}

function finish(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** Reads a number and writes the next: what two processes do at once must not get lost. */
async function countUp(database: Database): Promise<void> {
  await begin();
  const held = monitorEventLoopDelay({ resolution: 1 });
  held.enable();
  for (let round = 0; round < Number(rounds); round += 1) {
    await database.write(
      async (tx) => await writeMeta(tx, 'queue', String(Number(await readMeta(tx, 'queue')) + 1)),
    );
  }
  held.disable();
  finish({ heldMs: held.max / 1e6 });
}

/** Leases and ends jobs until there are none. */
async function workOff(database: Database): Promise<void> {
  await begin();
  const done: string[] = [];
  for (;;) {
    const job = await database.writeAlone((tx) =>
      leaseNextJob(tx, ['deliver'], { owner, milliseconds: 60_000, now: clock.now() }),
    );
    if (job === null) break;
    done.push(job.key);
    await database.write((tx) => completeJob(tx, job), ROWS_ALONE);
  }
  finish(done);
}

/** Appends events of a lab of its own, several at once, and gives up every fifth transaction. */
async function appendMany(database: Database): Promise<void> {
  await begin();
  const appendOne = async (n: number) =>
    await database.write(async (tx) => {
      const event = { type: 'entry.removed', key: `${process.pid}-${n}`, before: { subject: '' } } as const;
      await appendEvents(tx, [{ lab: 'one', event }], {
        locator: 'x',
        observedAt: n,
        notBefore: null,
        gap: 'none',
      });
      // Others have time to come in between.
      if (n % 3 === 0) await delay(2);
      if (n % 5 === 0) throw new Error('given up');
    }, ROWS_ALONE);
  for (let n = 1; n <= Number(rounds); n += 4)
    await Promise.allSettled([n, n + 1, n + 2, n + 3].map(appendOne));
  finish(null);
}

/** Takes a job and a lock and does nothing more, until it is killed. */
async function hang(database: Database): Promise<void> {
  await database.writeAlone((tx) =>
    leaseNextJob(tx, ['deliver'], { owner, milliseconds: 600_000, now: clock.now() }),
  );
  await database.write(async (tx) => {
    await insertRule(tx, 'never');
    process.stdout.write('hangs\n');
    await new Promise(() => setInterval(() => {}, 1000));
  });
}

/** Takes a job and a source, says so, and brings what came of both when its input ends: how late that may be. */
async function bringLate(database: Database): Promise<void> {
  const milliseconds = Number(rounds);
  const job = await database.writeAlone((tx) =>
    leaseNextJob(tx, ['deliver'], { owner, milliseconds, now: clock.now() }),
  );
  const source = await database.writeAlone((tx) => leaseSource(tx, 'feed:x', owner, milliseconds));
  if (job === null || source === null) throw new Error('there was nothing to take');
  process.stdout.write('leased\n');
  process.stdin.resume();
  await once(process.stdin, 'end');
  const outcomeOf = async (effect: string, end: (tx: WriteTransaction) => Promise<void>) =>
    await database
      .write(async (tx) => {
        await insertRule(tx, effect);
        await end(tx);
      }, ROWS_ALONE)
      .then(() => 'done')
      .catch((error: unknown) => (error instanceof LeaseLostError ? error.code : String(error)));
  finish({
    job: await outcomeOf('job', (tx) => completeJob(tx, job)),
    source: await outcomeOf('source', (tx) => finishSource(tx, source.lease, { last_outcome: 'unchanged' })),
  });
  await database.close();
}

/** Writes pairs until it is killed: each transaction two rows of one number. */
async function writePairs(database: Database): Promise<void> {
  await begin();
  for (let n = 1; ; n += 1) {
    await database.write(async (tx) => {
      await insertRule(tx, `left-${n}`);
      await insertRule(tx, `right-${n}`);
    });
    if (n === 20) process.stdout.write('writes\n');
  }
}

async function insertRule(tx: WriteTransaction, fingerprint: string): Promise<void> {
  await tx.insertInto('rules').values({ fingerprint, since: 0 }).execute();
}

switch (task) {
  case 'count-up':
    await countUp(await open());
    break;
  case 'work-off':
    await workOff(await open());
    break;
  case 'append-many':
    await appendMany(await open());
    break;
  case 'hang':
    await hang(await open());
    break;
  case 'late':
    await bringLate(await open());
    break;
  case 'write-pairs':
    await writePairs(await open());
    break;
  case 'open': {
    await begin();
    const database = await open();
    finish({ storeId: await readMeta(database.reader, 'store_id') });
    await database.close();
    break;
  }
  default:
    throw new Error(`no such task: ${task}`);
}
