import { expect, it } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../src/demo/webhook-receiver.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { deliveryJob } from '../../src/pipeline/decide-alerts.ts';
import { retryDeliveries } from '../../src/pipeline/retry-deliveries.ts';
import { insertAlert, insertDeliveries } from '../../src/store/alerts.ts';
import { pausedChannels } from '../../src/store/channel-health.ts';
import type { WriteTransaction } from '../../src/store/database.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { type Receiver, startReceiver, status } from '../alerts/receiver.ts';
import { model } from './models.ts';
import { HOUR, MINUTE, type Rig, SECRET, startRig } from './rig.ts';

/** A rig whose `team` is told of releases and whose operators (another receiver) of channels. */
interface World extends AsyncDisposable {
  readonly rig: Rig;
  /** Of `team`. */
  readonly team: Receiver;
  readonly operators: WebhookReceiver;
}

async function watching(more: Configuration['sources'] = []): Promise<World> {
  const team = await startReceiver();
  const operators = await startWebhookReceiver({ secret: SECRET });
  const rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    configure: (usual) => ({
      ...usual,
      sources: [...usual.sources, ...more],
      channels: [
        { id: 'team', kind: 'webhook', url: `${team.origin}/hook`, allow_private_network: true },
        { id: 'ops', kind: 'webhook', url: operators.url, secret: SECRET, allow_private_network: true },
      ],
      rules: [
        { id: 'releases', on: ['release.new'], to: ['team'] },
        { id: 'operators', on: ['channel.*'], to: ['team', 'ops'] },
      ],
    }),
  });
  await rig.refresh('Qwen');
  return {
    rig,
    team,
    operators,
    [Symbol.asyncDispose]: async () => {
      await rig[Symbol.asyncDispose]();
      await operators.close();
      await team.close();
    },
  };
}

function toldTo(receiver: WebhookReceiver): string[] {
  return receiver.messages.map(
    ({ body }) => (JSON.parse(body.toString()) as { data: AlertContent }).data.alert.title,
  );
}

async function states(rig: Rig): Promise<string[]> {
  const rows = await rig.runtime.database.reader
    .selectFrom('deliveries')
    .select(['state', 'error_code'])
    .where('channel', '=', 'team')
    .orderBy('seq')
    .execute();
  return rows.map(({ state, error_code: code }) => (code === null ? state : `${state} ${code}`));
}

it('one that keeps failing is paused and told on another; what waits is sent when it works again', async () => {
  await using world = await watching();
  const { rig, team, operators } = world;
  team.replyWith(status(500));
  rig.hub.add(model('Qwen/Qwen4-8B'));
  await rig.refreshEvery(MINUTE, 60);
  expect(toldTo(operators)).toEqual(['Channel team keeps failing: its messages wait']);
  const [paused] = await pausedChannels(rig.runtime.database.reader);
  expect(paused).toMatchObject({ id: 'team', error_code: 'http-500' });
  const tries = team.requests.length;
  rig.hub.add(model('Qwen/Qwen5-8B'), model('Qwen/Qwen6-8B'));
  await rig.refreshEvery(HOUR, 5);
  // One at a time, and seldom.
  expect(team.requests.length - tries).toBeLessThanOrEqual(6);
  await rig.reopen();
  expect(toldTo(operators)).toHaveLength(1);

  team.replyWith(status(204));
  await rig.refreshEvery(HOUR, 1);
  expect(toldTo(operators)).toEqual([
    'Channel team keeps failing: its messages wait',
    'Channel team works again',
  ]);
  expect(await states(rig)).toEqual(['sent', 'sent', 'sent']);
  expect(await pausedChannels(rig.runtime.database.reader)).toEqual([]);
});

it('one that refuses everything is paused, before all messages are lost to it', async () => {
  await using world = await watching();
  const { rig, team, operators } = world;
  team.replyWith(status(404));
  rig.hub.add(...[4, 5, 6, 7, 8].map((version) => model(`Qwen/Qwen${version}-8B`)));
  await rig.refreshEvery(MINUTE, 3);
  expect(await states(rig)).toEqual([
    'dead http-404',
    'dead http-404',
    'failed http-404',
    'pending',
    'pending',
  ]);
  expect(toldTo(operators)).toHaveLength(1);
  team.replyWith(status(204));
  await rig.refreshEvery(HOUR, 2);
  expect((await states(rig)).filter((state) => state === 'sent')).toHaveLength(3);
  const { database } = rig.runtime;
  const [dead] = await database.reader
    .selectFrom('deliveries')
    .select('id')
    .where('state', '=', 'dead')
    .execute();
  await database.write((tx) => retryDeliveries(tx, dead?.id ?? '', rig.clock.now()));
  await rig.refresh();
  expect((await states(rig)).filter((state) => state === 'sent')).toHaveLength(4);
});

it('what has waited for three days is listed, and sent when that is asked for', async () => {
  await using world = await watching();
  const { rig, team } = world;
  team.replyWith(status(503));
  rig.hub.add(model('Qwen/Qwen4-8B'), model('Qwen/Qwen5-8B'));
  await rig.refreshEvery(10 * MINUTE, 20);
  await rig.refreshEvery(2 * HOUR, 50);
  const found = await states(rig);
  expect(found.every((state) => state.startsWith('dead'))).toBe(true);
  team.replyWith(status(204));
  const alerts = await rig.runtime.database.reader.selectFrom('alerts').select('id').execute();
  for (const { id } of alerts)
    await rig.runtime.database.write((tx) => retryDeliveries(tx, id, rig.clock.now()));
  await rig.refresh();
  expect((await states(rig)).every((state) => state === 'sent')).toBe(true);
});

it('a receiver that asks to wait for ever is given up after three days', async () => {
  await using world = await watching();
  const { rig, team, operators } = world;
  team.replyWith(status(429, { 'retry-after': '3600' }));
  rig.hub.add(model('Qwen/Qwen4-8B'));
  await rig.refresh();
  await rig.refreshEvery(HOUR, 70);
  expect((await states(rig))[0]).toMatch(/^failed /);
  await rig.refreshEvery(HOUR, 10);
  expect((await states(rig))[0]).toMatch(/^dead rate-limited/);
  // It does as it should: it is no trouble of the channel.
  expect(toldTo(operators)).toEqual([]);
});

it('while nothing at all can be reached, it says nothing of the channel', async () => {
  await using world = await watching([{ id: 'news', kind: 'feed', url: 'http://localhost:9/feed' }]);
  const { rig, team, operators } = world;
  await team.close();
  const { database, runner } = rig.runtime;
  await database.write((tx) => insertNews(tx, rig.clock.now()));
  for (let round = 0; round < 12; round++) {
    rig.advance(10 * MINUTE);
    const last_poll_at = rig.clock.now();
    await database.write(async (tx) => {
      await tx
        .updateTable('sources')
        .set({ last_poll_at, last_outcome: 'failed', error_code: 'network' })
        .execute();
    });
    for (
      let job = await runner.leaseNext(['deliver']);
      job !== null;
      job = await runner.leaseNext(['deliver'])
    )
      await runner.run(job);
  }
  expect((await states(rig))[0]).toBe('failed network');
  expect(await pausedChannels(database.reader)).toEqual([]);
  expect(toldTo(operators)).toEqual([]);
});

/** Something to be told, of which no source has to be asked. */
async function insertNews(tx: WriteTransaction, now: number): Promise<void> {
  const title = 'News of a lab';
  const createdAt = new Date(now).toISOString();
  await insertAlert(tx, {
    content: {
      alert: {
        id: 'alert_1',
        kind: 'lab.news',
        title,
        createdAt,
        url: null,
        lines: [],
        labName: null,
        covers: [],
      },
    },
    releaseId: null,
    milestone: null,
    reason: 'test',
    createdAt: now,
    gap: 'none',
  });
  const delivery = { id: 'msg_1', alertId: 'alert_1', channel: 'team', rule: 'releases', createdAt: now };
  await insertDeliveries(tx, [delivery]);
  await enqueueJobs(tx, [deliveryJob(delivery, now)], now);
}
