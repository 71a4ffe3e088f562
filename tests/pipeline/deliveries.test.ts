import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { startServer } from '../http/local-server.ts';
import { model } from './models.ts';
import { HOUR, MINUTE, type Rig, startRig } from './rig.ts';

const SECOND = 1000;

async function withNewRelease(configure?: (usual: Configuration) => Configuration): Promise<Rig> {
  const rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    ...(configure === undefined ? {} : { configure }),
  });
  await rig.refresh();
  rig.hub.add(model('Qwen/Qwen4-8B'));
  return rig;
}

async function deliveries(rig: Rig) {
  return await rig.runtime.database.reader.selectFrom('deliveries').selectAll().orderBy('seq').execute();
}

describe('a receiver that does not take a message', () => {
  it('gets the same one again, byte for byte, under the same id', async () => {
    await using rig = await withNewRelease();
    rig.receiver.answerWith(
      { kind: 'status', status: 500 },
      { kind: 'drop' },
      { kind: 'status', status: 503 },
    );
    expect((await rig.refresh()).deliveries).toEqual({ sent: 0, failed: 1, pending: 0 });
    // What is known of the release changes meanwhile; what was once said does not.
    rig.hub.add(model('Qwen/Qwen4-8B-Base'));
    rig.hub.update('Qwen/Qwen4-8B', { cardData: { license: 'mit' } });
    for (const wait of [4, 3, 4 * MINUTE, 3 * MINUTE, 20 * MINUTE, 20 * MINUTE]) {
      rig.advance(wait < 10 ? wait * SECOND : wait);
      await rig.refresh();
    }
    const { arrivals } = rig.receiver;
    expect(arrivals).toHaveLength(4);
    expect(new Set(arrivals.map(({ id }) => id)).size).toBe(1);
    expect(new Set(arrivals.map(({ body }) => body.toString())).size).toBe(1);
    expect(arrivals.every(({ verified }) => verified)).toBe(true);
    expect(await deliveries(rig)).toMatchObject([{ state: 'sent', attempts: 4, error_code: null }]);
    expect(rig.heard()).toHaveLength(1);
  });

  it('and asks to wait is waited for: no attempt is spent', async () => {
    await using rig = await withNewRelease();
    rig.receiver.answerWith({ kind: 'status', status: 429, retryAfter: 90 });
    await rig.refresh();
    expect(await deliveries(rig)).toMatchObject([
      { state: 'failed', attempts: 0, error_code: 'rate-limited' },
    ]);
    rig.advance(89 * SECOND);
    await rig.refresh();
    expect(rig.receiver.arrivals).toHaveLength(1);
    rig.advance(SECOND);
    await rig.refresh();
    expect(await deliveries(rig)).toMatchObject([{ state: 'sent', attempts: 1 }]);
    const [first, second] = rig.receiver.arrivals;
    expect(second?.id).toBe(first?.id);
    expect(second?.body.equals(first?.body ?? Buffer.of())).toBe(true);
  });

  it.each([
    ['gone', 410],
    ['http-400', 400],
    ['redirect', 308],
  ])('for good is not asked again: %s', async (code, status) => {
    await using rig = await withNewRelease();
    rig.receiver.answerWith({ kind: 'status', status });
    expect((await rig.refresh()).deliveries).toEqual({ sent: 0, failed: 1, pending: 0 });
    await rig.refreshEvery(24 * HOUR, 3);
    expect(rig.receiver.arrivals).toHaveLength(1);
    expect(await deliveries(rig)).toMatchObject([{ state: 'dead', error_code: code }]);
  });

  it('is given up after ten attempts over three days', async () => {
    await using rig = await withNewRelease();
    rig.receiver.answerWith(...Array(20).fill({ kind: 'status', status: 500 }));
    await rig.refresh();
    await rig.refreshEvery(3 * HOUR, 40);
    expect(rig.receiver.arrivals).toHaveLength(10);
    expect(await deliveries(rig)).toMatchObject([{ state: 'dead', attempts: 10, error_code: 'http-500' }]);
  });
});

describe('two channels', () => {
  const both = (url: string) => (usual: Configuration) => ({
    ...usual,
    channels: [{ id: 'bad', kind: 'webhook' as const, url, allow_private_network: true }, ...usual.channels],
    rules: [{ id: 'all', on: ['release.*'], to: ['bad', 'team'] }],
  });

  it('a bad address delays nobody else', async () => {
    let release = () => {};
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    await using bad = await startServer((_request, response) => {
      void hanging.then(() => response.writeHead(500).end());
    });
    await using rig = await withNewRelease(both(bad.url));
    rig.hub.add(model('Qwen/Qwen5-8B'));
    const refreshed = rig.refresh();
    // Both messages are with the good receiver while the bad one still holds its first.
    await rig.receiver.arrived(2);
    expect(bad.requests).toHaveLength(1);
    release();
    await refreshed;
    expect((await deliveries(rig)).map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual([
      'bad failed',
      'bad failed',
      'team sent',
      'team sent',
    ]);
  });

  it('a channel that is taken out of the configuration is sent nothing more', async () => {
    await using rig = await withNewRelease(both('http://127.0.0.1:9/'));
    await rig.refresh();
    expect(rig.heard()).toHaveLength(1);
    await rig.reopen((usual) => ({ ...usual, rules: [{ id: 'all', on: ['release.*'], to: ['team'] }] }));
    await rig.refreshEvery(HOUR, 2);
    expect(await deliveries(rig)).toMatchObject([
      { state: 'cancelled', error_code: 'channel-removed' },
      { state: 'sent' },
    ]);
  });
});

it('what was never sent is not sent once it is no longer true', async () => {
  await using rig = await withNewRelease();
  await rig.poll('Qwen');
  const job = await rig.runtime.runner.leaseNext(['update-catalog']);
  if (job === null) throw new Error('nothing is to be done');
  await rig.runtime.runner.run(job);
  // Nobody sends for two days, in which it is gone again.
  rig.hub.remove('Qwen/Qwen4-8B');
  for (let hours = 0; hours < 48; hours += 8) {
    rig.advance(8 * HOUR);
    await rig.poll('Qwen');
  }
  await rig.refresh();
  const rows = await deliveries(rig);
  expect(rows[0]).toMatchObject({ state: 'cancelled', error_code: 'release-removed' });
  expect(rig.heard().map(({ kind }) => kind)).toEqual(['release.removed']);
});
