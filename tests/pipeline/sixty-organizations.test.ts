import { describe, expect, it } from 'vitest';
import { enqueueDuePolls } from '../../src/pipeline/enqueue-due-polls.ts';
import { model } from './models.ts';
import { type Rig, startRig } from './rig.ts';

/** The daemon's ticks, ten seconds apart: what is due is made a job, and every job is run. */
async function watch(rig: Rig, minutes: number): Promise<void> {
  const { runtime } = rig;
  for (let second = 0; second < minutes * 60; second += 10) {
    rig.advance(10_000);
    await enqueueDuePolls(runtime);
    const worker = async () => {
      for (;;) {
        const job = await runtime.runner.leaseNext(['poll-huggingface']);
        if (job === null) return;
        await runtime.runner.run(job);
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
  }
}

/** The statuses of all answers from now on. */
function recordStatuses(rig: Rig): readonly number[] {
  const statuses: number[] = [];
  const { http } = rig.runtime;
  const { fetch } = http;
  http.fetch = async (input, init) => {
    const response = await fetch(input, init);
    statuses.push(response.status);
    return response;
  };
  return statuses;
}

describe('sixty organizations', () => {
  const orgs = Array.from({ length: 60 }, (_, index) => `org-${index}`);
  const repos = orgs.map((org) => model(`${org}/Model-7B`));
  const everyTwoMinutes = (org: string) => ({ every: '*/2 * * * *', org });

  it.each([
    ['the anonymous quota', 500, 20, 9],
    ['a fifth of it', 100, 20, 1],
  ])('every two minutes on %s never meet a 429', async (_name, api, minutes, least) => {
    await using rig = await startRig({
      orgs,
      repos,
      quota: { anonymous: { api } },
      configure: (usual) => ({
        ...usual,
        sources: usual.sources.map((source) =>
          source.kind === 'huggingface-org' ? { ...source, ...everyTwoMinutes(source.org) } : source,
        ),
      }),
    });
    const statuses = recordStatuses(rig);
    await watch(rig, minutes);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(statuses.length).toBe(rig.hub.requests.length);
    // Nor is the quota left unused, nor one organization forgotten for others.
    const polls = orgs.map(
      (org) => rig.hub.requests.filter(({ url }) => url.includes(`author=${org}&`)).length,
    );
    expect(Math.min(...polls)).toBeGreaterThanOrEqual(least);
    expect(rig.hub.requests.length).toBeGreaterThanOrEqual(Math.min(28 * minutes, (api * 0.8 * minutes) / 5));
  });

  it('looked at all at once, stop before the quota does', async () => {
    for (const api of [20, 30, 50]) {
      await using rig = await startRig({ orgs, repos, quota: { anonymous: { api } } });
      // Answers overtake each other.
      for (let n = 0; n < 100; n++) rig.hub.fail({ fault: { kind: 'slow', ms: (n * 7919) % 40 } });
      const statuses = recordStatuses(rig);
      const { sources } = await rig.refresh();
      expect(new Set(statuses)).toEqual(new Set([200]));
      const parked = sources.filter(({ outcome }) => outcome === 'parked').length;
      expect(statuses.length).toBeGreaterThanOrEqual(api - 10);
      expect(parked).toBe(60 - statuses.length);
    }
  });
});
