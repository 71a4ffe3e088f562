import { expect, it } from 'vitest';
import type { RefreshView } from '../../src/pipeline/refresh-report.ts';
import { leaseJob } from '../../src/store/job-leases.ts';
import { enqueueJobs } from '../../src/store/jobs.ts';
import { openStore } from '../../src/store/store.ts';
import { makeWorkplace, type Workplace } from './workplace.ts';

const MINUTE = 60_000;

async function due(place: Workplace, ...more: readonly string[]): Promise<Record<string, string>> {
  const report = (await place.runJson('refresh', '--due', ...more)) as RefreshView;
  return Object.fromEntries(report.sources.map(({ id, outcome }) => [id, outcome]));
}

it('refresh --due looks at what is due, and at nothing else', async () => {
  await using place = await makeWorkplace();
  // The first looks are spread over a second.
  await place.run('refresh', '--due');
  place.now += 2_000;
  await due(place);
  expect(Object.keys(await due(place))).toEqual([]);
  place.now += 2 * MINUTE;
  expect(await due(place, 'hf-qwen')).toEqual({ 'hf-qwen': 'unchanged' });
  expect(await due(place)).toEqual({ 'hf-zhipu': 'unchanged' });
  const { output } = await place.run('refresh', '--due');
  expect(output).toBe(
    '0 sources, 0 observations, 0 requests; 0 new alerts; deliveries: 0 sent, 0 failed, 0 pending',
  );
});

it('refresh --due obeys back-off, which refresh does not', async () => {
  await using place = await makeWorkplace();
  await place.refresh();
  place.hub.fail({ times: 20, fault: { kind: 'status', status: 500 } });
  place.now += 2 * MINUTE;
  const failed = await place.run('refresh', '--due', '--json');
  expect(failed.code).toBe(1);
  expect(await due(place)).toEqual({});
  expect((await place.run('refresh', 'hf-qwen')).code).toBe(1);
  place.hub.clearFaults();
  place.now += 10 * MINUTE;
  expect(await due(place)).toEqual({ 'hf-qwen': 'unchanged', 'hf-zhipu': 'unchanged' });
});

it('refresh --due takes up what a daemon that is gone made a job of, and leaves alone what another has', async () => {
  await using place = await makeWorkplace();
  await place.refresh();
  const clock = { now: () => place.now };
  const owner = 'another-machine/1/other';
  const folder = `${place.folder}/data`;
  const database = await openStore({ folder, use: 'work', clock, clockIsSet: false, owner });
  const rows = await database.reader.selectFrom('sources').select(['id', 'locator']).execute();
  const locators = new Map(rows.map(({ id, locator }) => [id, locator]));
  const jobs = await database.write((tx) => {
    const wanted = ['hf-qwen', 'hf-zhipu'].map((id) => locators.get(id) ?? '');
    const job = (key: string) => ({
      kind: 'poll-huggingface' as const,
      key,
      lane: `source:${key}`,
      runAt: place.now,
    });
    return enqueueJobs(tx, wanted.map(job), place.now);
  });
  const request = { owner, milliseconds: 60_000, now: place.now };
  await database.write((tx) => leaseJob(tx, jobs[1]?.id ?? '', request));
  expect(await due(place)).toEqual({ 'hf-qwen': 'unchanged' });
  const left = await database.reader
    .selectFrom('jobs')
    .select('key')
    .where('kind', '=', 'poll-huggingface')
    .execute();
  await database.close();
  expect(left).toEqual([{ key: locators.get('hf-zhipu') }]);
});
