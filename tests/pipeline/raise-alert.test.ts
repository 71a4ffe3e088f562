import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Matter, raiseAlert } from '../../src/pipeline/raise-alert.ts';
import { listAlerts } from '../../src/store/alerts.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { model } from './models.ts';
import { DAY, type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    configure: (usual) => ({
      ...usual,
      rules: [{ id: 'alibaba', on: ['lab.news'], where: { lab: ['alibaba'] }, to: ['team', 'unknown'] }],
    }),
  });
  await rig.refresh();
});
afterAll(() => rig[Symbol.asyncDispose]());

async function raise(matter: Partial<Matter>): Promise<number> {
  const { database, review, clock } = rig.runtime;
  const now = clock.now();
  const whole: Matter = {
    kind: 'lab.news',
    subject: 'an article',
    lab: 'qwen',
    labName: 'Qwen',
    title: 'A ministry adopts Qwen',
    url: 'https://example.org/',
    lines: ['a quote'],
    happenedAt: now,
    reason: 'adoption',
    ...matter,
  };
  return await database.write(async (tx) => {
    const jobs = await raiseAlert(tx, whole, review.settings, now);
    await enqueueJobs(tx, jobs, now);
    return jobs.length;
  });
}

it('tells a matter once under its kind, to the channels that a rule names', async () => {
  expect(await raise({})).toBe(1);
  expect(await raise({ title: 'The same, in other words' })).toBe(0);
  expect(await raise({ subject: 'another article' })).toBe(1);
  await rig.refresh();
  expect(rig.heard()).toMatchObject([
    { kind: 'lab.news', about: 'A ministry adopts Qwen' },
    { kind: 'lab.news', about: 'A ministry adopts Qwen' },
  ]);
});

it('tells nothing that no rule wants, and nothing of the time before the rule; it may be told later', async () => {
  expect(await raise({ subject: 'no lab', lab: null })).toBe(0);
  expect(await raise({ subject: 'other lab', lab: 'deepseek' })).toBe(0);
  expect(await raise({ subject: 'old', happenedAt: rig.clock.now() - DAY })).toBe(0);
  expect(await listAlerts(rig.runtime.database.reader, {})).toHaveLength(2);
  expect(await raise({ subject: 'old' })).toBe(1);
});
