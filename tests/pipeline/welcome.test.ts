import { expect, it } from 'vitest';
import { enqueueDuePolls } from '../../src/pipeline/enqueue-due-polls.ts';
import { welcomeNewChannels } from '../../src/pipeline/welcome.ts';
import { model } from './models.ts';
import { HOUR, MINUTE, type Rig, startRig } from './rig.ts';

function watching(): Promise<Rig> {
  return startRig({ orgs: ['Qwen', 'zai-org'], repos: [model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5')] });
}

/** What the daemon does at a tick: whether nobody is left to be welcomed. */
async function tick(rig: Rig): Promise<boolean> {
  const done = await welcomeNewChannels(rig.runtime.welcome);
  for (;;) {
    const job = await rig.runtime.runner.leaseNext(['deliver']);
    if (job === null) return done;
    await rig.runtime.runner.run(job);
  }
}

it('comes once all organizations have been looked at, and once only', async () => {
  await using rig = await watching();
  expect(await tick(rig)).toBe(false);
  await rig.refresh('Qwen');
  expect(await tick(rig)).toBe(false);
  await rig.refresh('zai-org');
  expect(await tick(rig)).toBe(true);
  expect(rig.heard()).toEqual([
    { kind: 'welcome', about: 'modelwatch is watching 2 organizations', covers: [] },
  ]);
  expect(rig.receiver.arrivals[0]?.body.toString()).toContain('2 organizations with 2 repos');
  await rig.reopen();
  rig.advance(HOUR);
  await rig.refresh();
  expect(await tick(rig)).toBe(true);
  expect(rig.heard()).toEqual([]);
});

it('waits for those that could not be reached, or were parked, when others could', async () => {
  await using rig = await watching();
  await rig.hub.stopListening();
  await rig.refresh();
  expect(await tick(rig)).toBe(false);
  await rig.hub.listenAgain();
  rig.advance(MINUTE);
  await rig.refresh('Qwen');
  expect(await tick(rig)).toBe(false);
  rig.hub.fail({ fault: { kind: 'rate-limited', retryAfter: 30 } });
  await rig.refresh('zai-org');
  expect(await tick(rig)).toBe(false);
  rig.advance(MINUTE);
  await rig.refresh('zai-org');
  expect(await tick(rig)).toBe(true);
  expect(rig.heard()).toMatchObject([{ about: 'modelwatch is watching 2 organizations' }]);
});

it('does not wait for ever for one that fails', async () => {
  await using rig = await watching();
  rig.hub.fail({ author: 'zai-org', times: 10, fault: { kind: 'status', status: 404 } });
  await rig.refresh();
  rig.advance(MINUTE);
  await rig.refresh();
  expect(await tick(rig)).toBe(true);
  expect(rig.heard()).toMatchObject([{ about: 'modelwatch is watching 1 organization' }]);
});

it('goes to the new channel alone', async () => {
  await using rig = await watching();
  await rig.refresh();
  await tick(rig);
  await rig.reopen((usual) => {
    const [team] = usual.channels;
    if (team?.kind !== 'webhook') throw new Error('the usual channel is a webhook');
    return { ...usual, channels: [team, { ...team, id: 'late', url: `${team.url}late` }] };
  });
  await tick(rig);
  await tick(rig);
  expect(rig.receiver.arrivals.map(({ path }) => path)).toEqual(['/', '/late']);
});

it('two processes that welcome at once welcome once', async () => {
  await using rig = await watching();
  await rig.refresh();
  await Promise.all([tick(rig), tick(rig), tick(rig)]);
  expect(rig.heard()).toHaveLength(1);
});

it('sources are looked at again, though the clock was days ahead when they were looked at last', async () => {
  await using rig = await watching();
  await rig.refresh();
  expect(await enqueueDuePolls(rig.runtime)).toBe(0);
  rig.advance(30 * 24 * HOUR);
  await rig.refresh();
  rig.advance(-30 * 24 * HOUR);
  expect(await enqueueDuePolls(rig.runtime)).toBe(2);
  await rig.refresh();
  for (let job = await rig.runtime.runner.leaseNext(['poll-huggingface']); job !== null; ) {
    await rig.runtime.runner.run(job);
    job = await rig.runtime.runner.leaseNext(['poll-huggingface']);
  }
  expect(await enqueueDuePolls(rig.runtime)).toBe(0);
  rig.advance(4 * MINUTE);
  expect(await enqueueDuePolls(rig.runtime)).toBe(2);
});
