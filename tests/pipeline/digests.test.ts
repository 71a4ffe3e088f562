import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { openRuntime } from '../../src/compose.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import type { Digest } from '../../src/domain/digest.ts';
import { sendDigests } from '../../src/pipeline/send-digests.ts';
import { model } from './models.ts';
import { openNewsroom } from './newsroom.ts';
import { DAY, HOUR, MINUTE, type Rig, type RigOptions, startRig } from './rig.ts';

type Plan = NonNullable<Configuration['channels'][number]['digest']>;

/** One channel that has a digest, and no rule. */
const only = (digest: Plan) => (usual: Configuration) => ({
  ...usual,
  channels: usual.channels.map((channel) => ({ ...channel, digest, timezone: 'Asia/Shanghai' })),
  rules: [],
});

const daily: Plan = { every: 'day', at: '09:00' };

/** 09:00 in Shanghai is 01:00 in UTC; it is eight hours after that now. */
async function watching(digest: Plan, options: Partial<RigOptions> = {}): Promise<Rig> {
  const rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    configure: only(digest),
    ...options,
  });
  await rig.refresh();
  return rig;
}

function digestsOf(rig: Rig): Digest[] {
  return rig.receiver.messages.flatMap(({ body }) => {
    const { data } = JSON.parse(body.toString()) as { data: AlertContent };
    return data.digest ?? [];
  });
}

function namesIn({ labs }: Digest): string[] {
  return labs.flatMap(({ releases }) => releases.map(({ name }) => name));
}

describe('a daily digest', () => {
  it('comes at its local time, once, with what came since the last one', async () => {
    await using rig = await watching(daily);
    rig.hub.add(model('Qwen/Qwen4-8B'));
    await rig.refreshEvery(HOUR, 15);
    expect(rig.heard()).toEqual([]);
    await rig.refreshEvery(HOUR, 1);
    expect(rig.heard()).toMatchObject([{ kind: 'digest' }]);
    await rig.refreshEvery(HOUR, 20);
    rig.hub.add(model('Qwen/Qwen5-8B'));
    await rig.refreshEvery(HOUR, 4);
    const digests = digestsOf(rig);
    expect(digests.map(namesIn)).toEqual([['Qwen4'], ['Qwen5']]);
    expect(digests.map(({ period }) => period)).toEqual([
      { from: '2025-07-01T09:00:00.000Z', to: '2025-07-02T01:00:00.000Z', timeZone: 'Asia/Shanghai' },
      { from: '2025-07-02T01:00:00.000Z', to: '2025-07-03T01:00:00.000Z', timeZone: 'Asia/Shanghai' },
    ]);
    expect(digests[0]?.labs[0]?.releases[0]).toMatchObject({
      url: 'https://huggingface.co/Qwen/Qwen4-8B',
      kind: 'llm',
      facts: { license: { value: 'apache-2.0' } },
    });
  });

  it('tells a new channel nothing of before it was there', async () => {
    await using rig = await watching(daily, {
      configure: (usual) => ({ ...only(daily)(usual), channels: [] }),
    });
    rig.hub.add(model('Qwen/Qwen4-8B'));
    await rig.refreshEvery(HOUR, 1);
    await rig.reopen(only(daily));
    await rig.refreshEvery(HOUR, 24);
    expect(rig.heard()).toEqual([]);
  });

  it('of days in which nobody ran is one', async () => {
    await using rig = await watching(daily);
    rig.hub.add(model('Qwen/Qwen4-8B'));
    await rig.refresh();
    rig.advance(5 * DAY);
    await rig.reopen();
    await rig.refresh();
    expect(rig.heard()).toMatchObject([{ kind: 'digest' }]);
    expect(digestsOf(rig)[0]?.period.to).toBe('2025-07-06T01:00:00.000Z');
    await rig.refreshEvery(HOUR, 6);
    expect(rig.heard()).toEqual([]);
  });

  it('is left out where nothing happened, or says so, as is wished', async () => {
    await using silent = await watching(daily);
    await silent.refreshEvery(6 * HOUR, 12);
    expect(silent.heard()).toEqual([]);
    await using talking = await watching({ ...daily, empty: 'send' });
    await talking.refreshEvery(6 * HOUR, 12);
    expect(talking.heard()).toHaveLength(3);
    expect(talking.receiver.messages[0]?.body.toString()).toContain('no release');
  });

  it('is queued once by two processes', async () => {
    await using rig = await watching(daily);
    rig.hub.add(model('Qwen/Qwen4-8B'));
    await rig.refresh();
    rig.advance(DAY);
    const other = await openRuntime({
      configuration: rig.configuration,
      environment: rig.environment,
      dataFolder: rig.folder,
      clock: rig.clock,
      use: 'start',
      log: pino({ level: 'silent' }),
      console: { write: () => {}, color: false, width: 80 },
    });
    try {
      await Promise.all([rig.runtime, other, rig.runtime].map(({ digests }) => sendDigests(digests)));
    } finally {
      await other.close();
    }
    await rig.refresh();
    expect(rig.heard()).toHaveLength(1);
  });

  it('is tried again, the same byte for byte, where the receiver fails', async () => {
    await using rig = await watching(daily);
    rig.hub.add(model('Qwen/Qwen4-8B'));
    await rig.refresh();
    rig.receiver.answerWith({ kind: 'status', status: 500 }, { kind: 'drop' });
    rig.advance(DAY);
    await rig.refresh();
    rig.hub.add(model('Qwen/Qwen5-8B'));
    await rig.refreshEvery(10 * MINUTE, 3);
    expect(rig.receiver.arrivals).toHaveLength(3);
    expect(new Set(rig.receiver.arrivals.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
  });

  it('praises nothing that was removed before it was sent', async () => {
    await using rig = await watching(daily);
    rig.hub.add(model('Qwen/Qwen4-8B'));
    await rig.refresh();
    rig.advance(DAY);
    await sendDigests(rig.runtime.digests);
    rig.hub.remove('Qwen/Qwen4-8B');
    for (let hours = 0; hours < 48; hours += 8) {
      rig.advance(8 * HOUR);
      await rig.poll('Qwen');
    }
    await rig.refresh();
    expect(digestsOf(rig).flatMap(namesIn)).toEqual([]);
    const [first] = await rig.runtime.database.reader
      .selectFrom('deliveries')
      .select(['state', 'error_code'])
      .orderBy('seq')
      .execute();
    expect(first).toEqual({ state: 'cancelled', error_code: 'digest-empty' });
  });

  it('goes out in one piece where a channel takes little in an hour, and waits for the end of quiet hours', async () => {
    const quiet = { from: '08:00', to: '10:00' };
    await using rig = await watching(daily, {
      configure: (usual) => ({
        ...usual,
        channels: usual.channels.map((channel) => ({
          ...channel,
          digest: daily,
          timezone: 'Asia/Shanghai',
          at_most_per_hour: 1,
          quiet_hours: quiet,
        })),
      }),
    });
    for (const version of [4, 5, 6]) rig.hub.add(model(`Qwen/Qwen${version}-8B`));
    await rig.refreshEvery(HOUR, 16);
    expect(rig.heard().map(({ kind }) => kind)).toEqual(['release.new', 'catch-up']);
    rig.hub.add(model('Qwen/Qwen7-8B'), model('Qwen/Qwen8-8B'));
    await rig.refreshEvery(30 * MINUTE, 1);
    expect(rig.heard()).toEqual([]);
    await rig.refreshEvery(30 * MINUTE, 1);
    expect(rig.heard().map(({ kind }) => kind)).toEqual(['digest']);
    await rig.refreshEvery(HOUR, 1);
    expect(rig.heard().map(({ kind }) => kind)).toEqual(['catch-up']);
  });
});

it('a weekly digest comes on its day', async () => {
  await using rig = await watching({ every: 'week', at: '09:00', on: 'friday', empty: 'send' });
  const at: string[] = [];
  for (let hour = 0; hour < 24 * 17; hour++) {
    rig.advance(HOUR);
    await sendDigests(rig.runtime.digests);
    const [row] = await rig.runtime.database.reader
      .selectFrom('digests')
      .select((eb) => [eb.fn.max('period_to').as('to'), eb.fn.countAll<number>().as('count')])
      .execute();
    if (Number(row?.count) > at.length + 1) at.push(new Date(rig.clock.now()).toISOString());
  }
  expect(at).toEqual(['2025-07-04T01:00:00.000Z', '2025-07-11T01:00:00.000Z', '2025-07-18T01:00:00.000Z']);
});

it('what a digest stated and is believed otherwise later is corrected by the next one, once', async () => {
  await using rig = await watching(daily);
  rig.hub.add(model('Qwen/Qwen4-8B'));
  await rig.refreshEvery(HOUR, 20);
  rig.hub.update('Qwen/Qwen4-8B', { cardData: { license: 'mit' }, sha: 'a'.repeat(40) });
  await rig.refreshEvery(6 * HOUR, 12);
  const corrections = digestsOf(rig).map((digest) => digest.corrections);
  expect(corrections[0]).toEqual([]);
  expect(corrections.flat()).toMatchObject([
    {
      release: 'Qwen4',
      attribute: 'license',
      was: 'apache-2.0',
      is: 'mit',
      toldAt: '2025-07-02T01:00:00.000Z',
    },
  ]);
  // What is a correction is not told as a change as well.
  expect(digestsOf(rig).flatMap((digest) => digest.changes)).toEqual([]);
});

it('what the rules of a channel ask for is what its digest is about', async () => {
  const asking = (lab: string) => (usual: Configuration) => ({
    ...usual,
    channels: usual.channels.map((channel) => ({ ...channel, digest: daily })),
    rules: [{ id: 'one', on: ['release.removed'], where: { lab: [lab] }, to: ['team'] }],
  });
  await using rig = await startRig({
    orgs: ['Qwen', 'zai-org'],
    repos: [model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5')],
    configure: asking('qwen'),
  });
  await rig.refresh();
  rig.hub.add(model('Qwen/Qwen4-8B'), model('zai-org/GLM-5'));
  await rig.refreshEvery(HOUR, 1);
  await rig.refreshEvery(DAY, 1);
  expect(digestsOf(rig).flatMap(namesIn)).toEqual(['Qwen4']);
});

it('news and further models have their places', async () => {
  await using room = await openNewsroom({
    repos: [model('deepseek-ai/DeepSeek-V3')],
    configure: only(daily),
  });
  const { rig } = room;
  await rig.refresh('deepseek-ai');
  await room.article({
    at: 'gazette',
    key: 'n1',
    title: 'DeepSeek raises a billion dollars',
    signal: { topic: 'funding' },
  });
  await room.article({
    at: 'courier',
    key: 'n1',
    title: 'DeepSeek raises a billion dollars',
    signal: { topic: 'funding' },
  });
  rig.hub.add(model('deepseek-ai/DeepSeek-V4'));
  await rig.refresh('deepseek-ai');
  rig.advance(DAY);
  await rig.refresh('deepseek-ai');
  rig.hub.add(model('deepseek-ai/DeepSeek-V4-Lite'));
  await rig.refresh('deepseek-ai');
  rig.advance(DAY);
  await rig.refresh('deepseek-ai');
  const [first, second] = digestsOf(rig);
  expect(first?.news).toMatchObject([{ topic: 'funding', count: 1 }]);
  expect(namesIn(first as Digest)).toEqual(['DeepSeek-V4']);
  expect(second).toMatchObject({
    labs: [],
    extended: [{ release: 'DeepSeek-V4', added: ['DeepSeek-V4-Lite'] }],
    news: [],
  });
});
