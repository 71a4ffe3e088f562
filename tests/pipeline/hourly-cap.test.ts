import { pino } from 'pino';
import { expect, it } from 'vitest';
import { openRuntime } from '../../src/compose.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { updateDelivery } from '../../src/store/alerts.ts';
import { model } from './models.ts';
import { HOUR, MINUTE, type Rig, startRig } from './rig.ts';

const capped = (most: number) => (usual: Configuration) => ({
  ...usual,
  channels: usual.channels.map((channel) => ({ ...channel, at_most_per_hour: most })),
});

async function watching(most: number): Promise<Rig> {
  const rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')], configure: capped(most) });
  await rig.refresh();
  return rig;
}

function add(rig: Rig, ...versions: readonly number[]): void {
  rig.hub.add(...versions.map((version) => model(`Qwen/Qwen${version}-8B`)));
}

async function deliveries(rig: Rig) {
  return await rig.runtime.database.reader.selectFrom('deliveries').selectAll().orderBy('seq').execute();
}

function lastAlert(rig: Rig): AlertContent['alert'] {
  const { data } = JSON.parse(rig.receiver.messages.at(-1)?.body.toString() ?? '{}') as {
    data: AlertContent;
  };
  return data.alert;
}

it('what is more than a channel takes in an hour is told in one message, each with its link', async () => {
  await using rig = await watching(2);
  add(rig, 4, 5, 6, 7, 8);
  await rig.refresh();
  expect(rig.heard().map(({ kind }) => kind)).toEqual(['release.new', 'release.new']);
  await rig.refreshEvery(10 * MINUTE, 5);
  expect(rig.heard()).toEqual([]);
  await rig.refreshEvery(10 * MINUTE, 1);
  expect(rig.heard()).toMatchObject([{ kind: 'catch-up', covers: { length: 3 } }]);
  const { title, lines, covers } = lastAlert(rig);
  expect(title).toBe('3 alerts in one: more than this channel takes in an hour');
  expect(lines).toHaveLength(3);
  for (const [index, repo] of covers.entries())
    expect(lines[index]).toContain(`https://huggingface.co/${repo}`);
  const rows = await deliveries(rig);
  expect(rows.map(({ state }) => state)).toEqual([
    'sent',
    'sent',
    'cancelled',
    'cancelled',
    'cancelled',
    'sent',
  ]);
  expect(new Set(rows.slice(2, 5).map(({ told_in }) => told_in))).toEqual(new Set([rows[5]?.alert_id]));
  // One message was sent, so that one more is taken at once.
  add(rig, 9);
  await rig.refreshEvery(MINUTE, 1);
  expect(rig.heard()).toMatchObject([{ about: 'Qwen9' }]);
  await rig.refreshEvery(HOUR, 3);
  expect(rig.heard()).toEqual([]);
});

it('in no hour are there more, however many come, and all of it is told once', async () => {
  await using rig = await watching(3);
  const covered: string[] = [];
  const times: number[] = [];
  for (let version = 10; version < 40; version += 2) {
    add(rig, version, version + 1);
    await rig.refreshEvery(13 * MINUTE, 1);
    for (const heard of rig.heard()) {
      covered.push(...heard.covers);
      times.push(rig.clock.now());
    }
  }
  await rig.refreshEvery(HOUR, 3);
  covered.push(...rig.heard().flatMap(({ covers }) => covers));
  const all = Array.from({ length: 30 }, (_, index) => `Qwen/Qwen${index + 10}-8B`);
  expect(covered.toSorted()).toEqual(all);
  for (const time of times)
    expect(times.filter((other) => other > time - HOUR && other <= time).length).toBeLessThanOrEqual(3);
});

it('what waits alone is told as it is', async () => {
  await using rig = await watching(1);
  add(rig, 4, 5);
  await rig.refresh();
  rig.heard();
  await rig.refreshEvery(HOUR, 1);
  expect(rig.heard()).toMatchObject([{ kind: 'release.new' }]);
});

it('what is no longer true is not among it, and a restart loses nothing of it', async () => {
  await using rig = await watching(1);
  add(rig, 4);
  await rig.refresh();
  add(rig, 5, 6, 7);
  await rig.refreshEvery(MINUTE, 1);
  await rig.reopen();
  const waiting = ['Qwen/Qwen5-8B', 'Qwen/Qwen7-8B'];
  expect(rig.heard()).toMatchObject([{ about: 'Qwen4' }]);
  // Nobody sends for two days, in which one of them is gone again.
  rig.hub.remove('Qwen/Qwen6-8B');
  for (let hours = 0; hours < 48; hours += 8) {
    rig.advance(8 * HOUR);
    await rig.poll('Qwen');
  }
  await rig.refresh();
  const [together] = rig.heard();
  expect(together?.kind).toBe('catch-up');
  expect(together?.covers.toSorted()).toEqual(waiting);
  const codes = (await deliveries(rig)).map(({ error_code }) => error_code);
  expect(codes.filter((code) => code === 'release-removed')).toHaveLength(1);
});

it('what became untrue after it was put together is left out of it', async () => {
  await using rig = await watching(1);
  add(rig, 4);
  await rig.refresh();
  add(rig, 5, 6, 7);
  await rig.refresh();
  rig.advance(HOUR);
  // The job that puts them together, and nothing after it.
  await runOne(rig, 'deliver');
  rig.hub.remove('Qwen/Qwen6-8B');
  for (let hours = 0; hours < 48; hours += 8) {
    rig.advance(8 * HOUR);
    await rig.poll('Qwen');
  }
  rig.heard();
  await rig.refresh();
  const [together] = rig.heard();
  expect(together?.covers.toSorted()).toEqual(['Qwen/Qwen5-8B', 'Qwen/Qwen7-8B']);
  expect(together?.about).toBe('2 alerts in one: more than this channel takes in an hour');
});

it('what was put together and then has to wait is told with what came since, each once', async () => {
  await using rig = await watching(1);
  add(rig, 4);
  await rig.refresh();
  add(rig, 5, 6);
  await rig.refresh();
  rig.heard();
  rig.advance(HOUR);
  await runOne(rig, 'deliver');
  // Another message went out before it could: the hour is taken.
  const { database } = rig.runtime;
  const [sent] = await deliveries(rig);
  await database.write((tx) => updateDelivery(tx, sent?.id ?? '', { sent_at: rig.clock.now() }));
  add(rig, 7);
  await rig.refreshEvery(MINUTE, 1);
  expect(rig.heard()).toEqual([]);
  await rig.refreshEvery(HOUR, 1);
  const [together, ...others] = rig.heard();
  expect(others).toEqual([]);
  expect(together?.covers.toSorted()).toEqual(['Qwen/Qwen5-8B', 'Qwen/Qwen6-8B', 'Qwen/Qwen7-8B']);
  expect(lastAlert(rig).lines).toHaveLength(3);
  expect((await deliveries(rig)).filter(({ state }) => state === 'pending')).toEqual([]);
});

async function runOne(rig: Rig, kind: 'deliver'): Promise<void> {
  const job = await rig.runtime.runner.leaseNext([kind]);
  if (job === null) throw new Error('nothing is to be done');
  await rig.runtime.runner.run(job);
}

it('a receiver that fails gets the same message again, byte for byte', async () => {
  await using rig = await watching(1);
  add(rig, 4, 5, 6);
  await rig.refresh();
  rig.receiver.answerWith({ kind: 'status', status: 500 }, { kind: 'drop' });
  rig.advance(HOUR);
  await rig.refreshEvery(10 * MINUTE, 6);
  const [, ...together] = rig.receiver.arrivals;
  expect(together).toHaveLength(3);
  expect(new Set(together.map(({ id, body }) => `${id} ${body.toString()}`)).size).toBe(1);
});

it('two processes fold it once', async () => {
  await using rig = await watching(1);
  add(rig, 4, 5, 6, 7, 8);
  await rig.refresh();
  rig.advance(HOUR);
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
    const work = async ({ runner }: Pick<Rig['runtime'], 'runner'>) => {
      for (let job = await runner.leaseNext(['deliver']); job !== null; ) {
        await runner.run(job);
        job = await runner.leaseNext(['deliver']);
      }
    };
    await Promise.all([work(rig.runtime), work(other), work(rig.runtime), work(other)]);
  } finally {
    await other.close();
  }
  await rig.refresh();
  expect(rig.heard().map(({ kind }) => kind)).toEqual(['release.new', 'catch-up']);
});
