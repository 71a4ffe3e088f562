import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { model } from './models.ts';
import { DAY, HOUR, type Rig, startRig } from './rig.ts';

const orgs = ['Qwen', 'zai-org', 'moonshotai', 'deepseek-ai', 'tencent', 'baidu', 'XiaomiMiMo'];
const releases = [
  'Qwen/Qwen9-8B',
  'zai-org/GLM-9',
  'moonshotai/Kimi-K9',
  'deepseek-ai/DeepSeek-V9',
  'tencent/Hunyuan-9-7B',
  'baidu/ERNIE-9.0-21B-A3B-PT',
  'XiaomiMiMo/MiMo-V9',
];

async function watching(configure?: (usual: Configuration) => Configuration): Promise<Rig> {
  const rig = await startRig({
    orgs,
    repos: orgs.map((org) => model(`${org}/Old-1-7B`)),
    ...(configure === undefined ? {} : { configure }),
  });
  await rig.refresh();
  return rig;
}

/** What is heard of so many releases that come while nobody looks for so long. */
async function heardAfter(rig: Rig, gap: number, count: number) {
  rig.hub.add(...releases.slice(0, count).map((name) => model(name)));
  rig.advance(gap);
  await rig.refresh();
  return rig.heard();
}

describe('what came while nobody looked', () => {
  it.each([
    ['a day', DAY, 7, 7],
    ['a day and two hours', 26 * HOUR, 7, 7],
    ['longer than that, five releases', 27 * HOUR, 5, 5],
    ['six days, five releases', 6 * DAY, 5, 5],
  ])('for %s: told one by one', async (_name, gap, count, messages) => {
    await using rig = await watching();
    const heard = await heardAfter(rig, gap, count);
    expect(heard.map(({ kind }) => kind)).toEqual(Array(messages).fill('release.new'));
    expect(heard.flatMap(({ covers }) => covers).sort()).toEqual(releases.slice(0, count).sort());
  });

  it.each([
    ['27 hours, six releases', 27 * HOUR, 6],
    ['six days, seven releases', 6 * DAY, 7],
    ['eight days, one release', 8 * DAY, 1],
    ['a month, seven releases', 30 * DAY, 7],
  ])('for %s: told together', async (_name, gap, count) => {
    await using rig = await watching();
    const heard = await heardAfter(rig, gap, count);
    expect(heard.map(({ kind }) => kind)).toEqual(['catch-up']);
    expect(heard[0]?.covers.toSorted()).toEqual(releases.slice(0, count).sort());
    // And not once more, when the rhythm is as ever.
    await rig.refreshEvery(HOUR, 8);
    expect(rig.heard()).toEqual([]);
    rig.hub.add(model('Qwen/Qwen10-8B'));
    await rig.refreshEvery(HOUR, 1);
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen10' }]);
  });

  it('is told together to the channel for which it is too much, one by one to the other', async () => {
    await using rig = await watching((usual) => {
      const [team] = usual.channels;
      if (team?.kind !== 'webhook') throw new Error('the usual channel is a webhook');
      const few = { ...team, id: 'few', url: `${team.url}few` };
      const wanted = { id: 'few', on: ['release.new'], where: { lab: ['zhipu', 'deepseek'] }, to: ['few'] };
      return { ...usual, channels: [team, few], rules: [...usual.rules, wanted] };
    });
    await heardAfter(rig, 3 * DAY, 7);
    const told = rig.receiver.arrivals.map(({ path, body }) => `${path} ${JSON.parse(body.toString()).type}`);
    expect(told.sort()).toEqual(['/ catch-up', '/few release.new', '/few release.new']);
  });

  it('is told alone where only one organization failed for long', async () => {
    await using rig = await watching();
    rig.hub.fail({ author: 'zai-org', times: 1000, fault: { kind: 'status', status: 500 } });
    await rig.refreshEvery(6 * HOUR, 6);
    rig.hub.clearFaults();
    const heard = await heardAfter(rig, HOUR, 7);
    expect(heard.map(({ kind }) => kind)).toEqual(Array(7).fill('release.new'));
  });

  it('is held for a minute by the daemon, so that the other organizations can be looked at', async () => {
    await using rig = await watching();
    rig.hub.add(...releases.map((name) => model(name)));
    rig.advance(3 * DAY);
    const work = async () => {
      for (;;) {
        const job = await rig.runtime.runner.leaseNext(['update-catalog', 'gather-catch-up', 'deliver']);
        if (job === null) return;
        await rig.runtime.runner.run(job);
      }
    };
    for (const org of orgs) {
      await rig.poll(org);
      await work();
      rig.advance(8_000);
    }
    expect(rig.heard()).toEqual([]);
    rig.advance(4_000);
    await work();
    expect(rig.heard()).toMatchObject([{ kind: 'catch-up' }]);
  });

  it('a daily look is no gap', async () => {
    await using rig = await watching();
    for (const name of releases) {
      rig.hub.add(model(name));
      await rig.refreshEvery(DAY, 1);
      expect(rig.heard()).toMatchObject([{ kind: 'release.new', covers: [name] }]);
    }
  });
});
