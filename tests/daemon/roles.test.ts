import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../eventually.ts';
import { model } from '../pipeline/models.ts';
import { redisIsSkipped, startRedis } from '../servers/redis.ts';
import { endAll, startEach } from './each-role.ts';
import { hears } from './hears.ts';
import { makePlace, type Place } from './program.ts';

/** How often the listing of an organization was asked for. */
function listings({ hub }: Place): number {
  return hub.requests.filter(({ url }) => url.startsWith('/api/models?')).length;
}

describe('roles', () => {
  it('are told apart: a scheduler looks at nothing itself, and a worker at nothing that nobody found due', async () => {
    const place = await makePlace({ Qwen: 'qwen' });
    place.hub.add(model('Qwen/Qwen3-8B'));
    const [scheduler] = await startEach(place, ['scheduler']);
    place.makeDue();
    const polls = () => place.query("select state, lease_token from jobs where kind = 'poll-huggingface'");
    await eventually('a row waits', () => polls().length === 1);
    expect(polls()).toEqual([{ state: 'ready', lease_token: 0 }]);
    scheduler?.signal('SIGTERM');
    expect(await scheduler?.ended).toBe(0);

    const [worker] = await startEach(place, ['worker']);
    await worker?.says('baselined 1');
    const asked = listings(place);
    place.makeDue();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(listings(place)).toBe(asked);
    await endAll(worker === undefined ? [] : [worker]);
  });

  it('on several processes without Redis do everything once', async () => {
    const place = await makePlace({ Qwen: 'qwen', 'zai-org': 'zhipu' });
    place.hub.add(model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5'));
    const programs = await startEach(place, ['scheduler', 'scheduler', 'worker', 'worker']);
    place.makeDue();
    await hears(place, 'welcome');
    place.hub.add(model('Qwen/Qwen4-8B'));
    place.makeDue();
    await hears(place, 'welcome', 'release.new Qwen4');
    await endAll(programs);
    expect(place.receiver.arrivals).toHaveLength(2);
  });

  it('may be set by the environment, and a word that is none is refused', async () => {
    const place = await makePlace({ Qwen: 'qwen' });
    const refused = await place.run(['start', '--role', 'boss']);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--role boss: no such role; write scheduler, worker, web');
    const scheduler = place.start(['start'], { MODELWATCH_ROLE: 'scheduler' });
    await scheduler.says('watching what is due');
    await endAll([scheduler]);
  });
});

describe.skipIf(redisIsSkipped)('roles on Redis', () => {
  it('poll each source once, however many they are, and go on through a Redis that comes back empty', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const place = await makePlace({ Qwen: 'qwen', 'zai-org': 'zhipu' });
    place.hub.add(model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5'));
    const environment = { REDIS_URL: redis.url };
    const programs = await startEach(place, ['scheduler', 'scheduler', 'worker', 'worker'], environment);
    place.makeDue();
    await hears(place, 'welcome');
    const before = listings(place);
    for (let round = 1; round <= 3; round++) {
      place.makeDue();
      await eventually('both are looked at', () => listings(place) >= before + 2 * round);
      await eventually(
        'nothing is left',
        () => place.query("select id from jobs where kind like 'poll-%'").length === 0,
      );
    }
    expect(listings(place)).toBe(before + 6);

    await redis.stop();
    place.hub.add(model('Qwen/Qwen4-8B'));
    place.makeDue();
    const waits = "select id from jobs where kind = 'poll-huggingface' and state = 'ready'";
    await eventually('rows wait in the store', () => place.query(waits).length === 2);
    await redis.restart();
    await hears(place, 'welcome', 'release.new Qwen4');
    place.hub.add(model('zai-org/GLM-5'));
    place.makeDue();
    await hears(place, 'welcome', 'release.new Qwen4', 'release.new GLM-5');
    await endAll(programs);
    expect(place.receiver.arrivals).toHaveLength(3);
  });
});
