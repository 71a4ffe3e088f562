import { describe, expect, it } from 'vitest';
import { model } from './models.ts';
import { startRig } from './rig.ts';
import { dump, sourceState } from './stored.ts';

const SECOND = 1000;

describe('a 429', () => {
  it.each([
    ['of the quota: until its window ends, and a second', { resetsIn: 7 }, 8],
    ['of another kind: as long as it says, and a second', { retryAfter: 30 }, 31],
    ['that names no time: a minute, and a second', {}, 61],
  ] as const)('%s', async (_name, fault, seconds) => {
    await using rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
    await rig.refresh();
    const before = await dump(rig.runtime.database);
    rig.hub.add(model('Qwen/Qwen4-8B'));
    if (Object.keys(fault).length > 0) rig.hub.fail({ fault: { kind: 'rate-limited', ...fault } });
    else rig.hub.fail({ fault: { kind: 'status', status: 429 } });
    const until = rig.clock.now() + seconds * SECOND;
    const report = await rig.refresh();
    expect(report.sources).toMatchObject([{ outcome: 'parked', until, error: { code: 'rate-limited' } }]);
    expect(await sourceState(rig, 'Qwen')).toMatchObject({
      failures: 0,
      failing_since: null,
      parked_until: until,
    });

    // Whoever asks by hand is told so, and nothing is sent.
    rig.hub.forgetRequests();
    rig.clock.set(until - 1);
    expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'parked', requests: 0, until }]);
    expect(rig.hub.requests).toEqual([]);
    expect(await dump(rig.runtime.database)).toBe(before);

    rig.clock.set(until);
    expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'changed', events: 1 }]);
    expect((await sourceState(rig, 'Qwen')).parked_until).toBeNull();
    expect(rig.heard()).toHaveLength(1);
  });

  it('parks all that share the quota, and only those', async () => {
    await using rig = await startRig({
      orgs: ['Qwen', 'zai-org', 'moonshotai'],
      repos: ['Qwen/Qwen3-8B', 'zai-org/GLM-4.5', 'moonshotai/Kimi-K2'].map((name) => model(name)),
    });
    await rig.refresh();
    rig.hub.fail({ author: 'Qwen', fault: { kind: 'rate-limited', resetsIn: 60 } });
    expect((await rig.refresh('Qwen')).sources).toMatchObject([{ outcome: 'parked' }]);
    rig.hub.forgetRequests();
    const report = await rig.refresh('zai-org', 'moonshotai');
    expect(report.sources.map(({ outcome }) => outcome)).toEqual(['parked', 'parked']);
    expect(rig.hub.requests).toEqual([]);
    await rig.reopen();
    expect((await rig.refresh('zai-org')).sources).toMatchObject([{ outcome: 'parked' }]);
    rig.advance(61 * SECOND);
    expect((await rig.refresh()).sources.map(({ outcome }) => outcome)).toEqual(Array(3).fill('unchanged'));
  });
});
