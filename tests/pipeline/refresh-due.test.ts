import { describe, expect, it } from 'vitest';
import { refresh } from '../../src/pipeline/refresh.ts';
import { leaseJob } from '../../src/store/job-leases.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { findSource } from './labs.ts';
import { model } from './models.ts';
import { MINUTE, type Rig, startRig } from './rig.ts';

const REPOS = [model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5')];

/** What was looked at, and what came of it, by the organization. */
async function due(rig: Rig, ...orgs: readonly string[]): Promise<Record<string, string>> {
  const { runtime } = rig;
  const sources =
    orgs.length === 0 ? [...runtime.sources.values()] : orgs.map((org) => findSource(runtime, org));
  const report = await refresh(runtime, sources, {}, 'due');
  return Object.fromEntries(report.sources.map(({ id, outcome }) => [id, outcome]));
}

function locatorOf(rig: Rig, org: string): string {
  return findSource(rig.runtime, org).source.locator;
}

describe('a pass over what is due', () => {
  it('looks at nothing else, and delivers what it finds', async () => {
    await using rig = await startRig({ orgs: ['Qwen', 'zai-org'], repos: REPOS });
    // First looks are spread over a second.
    rig.advance(2_000);
    expect(await due(rig)).toEqual({ 'hf-qwen': 'baselined', 'hf-zai-org': 'baselined' });
    expect(await due(rig)).toEqual({});
    rig.hub.add(model('Qwen/Qwen4-8B'));
    rig.advance(2 * MINUTE);
    expect(await due(rig, 'Qwen')).toEqual({ 'hf-qwen': 'changed' });
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen4' }]);
    expect(await due(rig)).toEqual({ 'hf-zai-org': 'unchanged' });
  });

  it('obeys back-off and rate limits, which a pass over all asks past', async () => {
    await using rig = await startRig({ orgs: ['Qwen'], repos: REPOS });
    await rig.refresh();
    rig.hub.fail({ times: 100, fault: { kind: 'status', status: 500 } });
    let looks = 0;
    for (let minutes = 0; minutes < 40; minutes += 2) {
      rig.advance(2 * MINUTE);
      looks += Object.keys(await due(rig)).length;
    }
    // After 1, 2, 4, 8 and 16 minutes, about, and not twenty times.
    expect(looks).toBeGreaterThan(2);
    expect(looks).toBeLessThan(9);
    expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'failed' }]);
    rig.hub.clearFaults();
    rig.hub.fail({ fault: { kind: 'rate-limited', retryAfter: 1200 } });
    rig.advance(90 * MINUTE);
    expect(await due(rig)).toEqual({ 'hf-qwen': 'parked' });
    rig.advance(15 * MINUTE);
    expect(await due(rig)).toEqual({});
    rig.advance(10 * MINUTE);
    expect(await due(rig)).toEqual({ 'hf-qwen': 'unchanged' });
  });

  it('takes up what a daemon that is gone made a job of, and leaves alone what another has', async () => {
    await using rig = await startRig({ orgs: ['Qwen', 'zai-org'], repos: REPOS });
    await rig.refresh();
    const { database } = rig.runtime;
    const now = rig.clock.now();
    const jobs = await database.write((tx) => {
      const wanted = ['Qwen', 'zai-org'].map((org) => locatorOf(rig, org));
      const job = (key: string) => ({
        kind: 'poll-huggingface' as const,
        key,
        lane: `source:${key}`,
        runAt: now,
      });
      return enqueueJobs(tx, wanted.map(job), now);
    });
    const request = { owner: 'another-machine/1/other', milliseconds: 60_000, now };
    await database.write((tx) => leaseJob(tx, jobs[1]?.id ?? '', request));
    expect(await due(rig)).toEqual({ 'hf-qwen': 'unchanged' });
    const left = await database.reader
      .selectFrom('jobs')
      .select(['key', 'state'])
      .where('kind', '=', 'poll-huggingface')
      .execute();
    expect(left).toEqual([{ key: locatorOf(rig, 'zai-org'), state: 'leased' }]);
  });

  it('does a piece of what a daemon does besides: facts are read, and what nobody needs is deleted', async () => {
    await using rig = await startRig({ orgs: ['Qwen'], repos: REPOS });
    rig.advance(2_000);
    await due(rig);
    const { reader } = rig.runtime.database;
    const facts = await reader.selectFrom('repo_facts').select('state').execute();
    expect(facts).toEqual([{ state: 'fetched' }]);
    const chores = await reader.selectFrom('jobs').select('kind').where('kind', '=', 'prune').execute();
    expect(chores).toEqual([]);
  });
});
