import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { leaseNextJob } from '../../src/store/job-leases.ts';
import { completeJob, enqueueJobs, type LeasedJob } from '../../src/store/jobs.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { leaseSource, registerSources } from '../../src/store/sources.ts';
import { eventually } from '../eventually.ts';
import { BenchOfStores } from './bench-of-stores.ts';
import { postgres, sqlite } from './stores.ts';

const NOW = Date.UTC(2026, 0, 1);
const SOURCE = { locator: 'feed:x', id: 'x', kind: 'feed', lab: null, firstDueAt: NOW };
const LEASE_MS = 500;

for (const kind of [sqlite, postgres])
  describe.skipIf(kind.isSkipped)(`a process that was stopped beyond its leases: ${kind.name}`, () => {
    let bench: BenchOfStores;
    let database: Database;
    beforeEach(async () => {
      bench = new BenchOfStores(kind);
      database = await bench.open();
      await database.write(async (tx) => {
        await registerSources(tx, [SOURCE], NOW);
        await enqueueJobs(tx, [{ kind: 'deliver', key: 'it', lane: 'one', runAt: NOW }], NOW);
      });
    });
    afterEach(async () => await bench.close());

    async function takeJob(): Promise<LeasedJob | null> {
      const request = { owner: newLeaseOwner(), milliseconds: 60_000, now: NOW };
      return await database.writeAlone((tx) => leaseNextJob(tx, ['deliver'], request));
    }

    it('goes on, and what it brings is refused, with all that is in the same transaction', async () => {
      const child = await bench.start('late', String(LEASE_MS));
      expect(await child.nextLine()).toBe('leased');
      child.signal('SIGSTOP');
      let job: LeasedJob | null = null;
      await eventually('somebody else has the job', async () => {
        job = await takeJob();
        return job !== null;
      });
      await eventually('and the source', async () => {
        const taken = await database.writeAlone((tx) =>
          leaseSource(tx, SOURCE.locator, newLeaseOwner(), 60_000),
        );
        return taken !== null;
      });
      child.signal('SIGCONT');
      child.begin();
      expect(JSON.parse(await child.nextLine())).toEqual({ job: 'lease-lost', source: 'lease-lost' });
      await child.ended();
      const rules = await database.reader.selectFrom('rules').select('fingerprint').execute();
      expect(rules).toEqual([]);
      const own = job as unknown as LeasedJob;
      await database.write((tx) => completeJob(tx, own));
      expect(own.token).toBe(2);
    });

    it('goes on in time, and what it brings is taken', async () => {
      const child = await bench.start('late', '60000');
      expect(await child.nextLine()).toBe('leased');
      child.signal('SIGSTOP');
      expect(await takeJob()).toBeNull();
      child.signal('SIGCONT');
      child.begin();
      expect(JSON.parse(await child.nextLine())).toEqual({ job: 'done', source: 'done' });
      await child.ended();
      const rules = await database.reader.selectFrom('rules').select('fingerprint').execute();
      expect(rules.map(({ fingerprint }) => fingerprint).toSorted()).toEqual(['job', 'source']);
    });
  });
