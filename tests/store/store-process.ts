// A process of its own on a store: `store-process.ts TASK FOLDER [ROUNDS]`. Writes one line when it is ready, begins
// when its input ends, and writes what came out as a last line of JSON.
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Database, WriteTransaction } from '../../src/store/database.ts';
import { leaseNextJob } from '../../src/store/job-leases.ts';
import { completeJob } from '../../src/store/jobs.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { openStore } from '../../src/store/store.ts';

const [task = '', folder = '', rounds = '0'] = process.argv.slice(2);
const owner = newLeaseOwner();
const clock = { now: () => Date.now() };
const open = () => openStore({ folder, use: 'start', clock, clockIsSet: false, owner });

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
    const job = await database.write((tx) =>
      leaseNextJob(tx, ['deliver'], { owner, milliseconds: 60_000, now: clock.now() }),
    );
    if (job === null) break;
    done.push(job.key);
    await database.write((tx) => completeJob(tx, job));
  }
  finish(done);
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
