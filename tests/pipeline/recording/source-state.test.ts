import { expect, it } from 'vitest';
import { article, DAY, HOUR, recordsOf, startWatched, stateOf } from './watched.ts';

const MINUTE = 60_000;

it('a validator stands for what was read with the same configuration by the same reader', async () => {
  await using watched = await startWatched();
  const shown = { form: 'articles', complete: false, observations: [article('Qwen3 is out')] } as const;
  await watched.show({ ...shown, validator: 'one' });
  await watched.show({ ...shown, validator: 'two' });
  watched.options = { fingerprint: 'b' };
  const more = { ...shown, observations: [...shown.observations, article('Qwen2 is out')] };
  expect(await watched.show({ ...more, validator: 'three' })).toEqual(['baselined qwen: Qwen2 is out']);
  await watched.show({ ...more, validator: 'four' });
  expect(watched.asked).toEqual([null, 'one', null, 'three']);
});

it('once a week an answer is read in full, whatever its validator says', async () => {
  await using watched = await startWatched();
  await watched.show({ form: 'articles', complete: false, observations: [], validator: 'kept' });
  for (let day = 0; day < 28; day++) {
    watched.now += DAY;
    await watched.poll({ kind: 'not-modified', requests: 1 });
  }
  expect(watched.asked.slice(1).filter((validator) => validator === null)).toHaveLength(4);
  expect(watched.asked.slice(1).filter((validator) => validator === 'kept')).toHaveLength(24);
});

it('new validators of the same answer are kept', async () => {
  await using watched = await startWatched();
  await watched.show({ form: 'articles', complete: false, observations: [], validator: 'old' });
  expect(await watched.poll({ kind: 'not-modified', requests: 1, validator: 'new' })).toMatchObject({
    outcome: 'unchanged',
  });
  expect(await stateOf(watched)).toMatchObject({ validator: 'new', last_good_at: watched.now });
});

it.each([
  [undefined, 15 * MINUTE],
  [5 * MINUTE, 15 * MINUTE],
  [2 * HOUR, 2 * HOUR],
  [365 * DAY, 3 * DAY],
])('asked not to come within %s ms, it is due after %s', async (notWithinMs, due) => {
  await using watched = await startWatched();
  const pace = notWithinMs === undefined ? {} : { notWithinMs };
  await watched.poll({
    kind: 'changed',
    form: 'articles',
    complete: false,
    observations: [],
    requests: 1,
    ...pace,
  });
  expect((await stateOf(watched)).next_due_at - watched.now).toBe(due);
  await watched.poll({ kind: 'not-modified', requests: 1, ...pace });
  expect((await stateOf(watched)).next_due_at - watched.now).toBe(due);
});

it('a poll whose lease was taken over leaves nothing behind', async () => {
  await using watched = await startWatched();
  await watched.feed(article('Qwen3 is out'));
  const before = { records: await recordsOf(watched), state: await stateOf(watched) };
  const { database } = watched;
  const takeOver = () => database.write((tx) => tx.updateTable('sources').set({ lease_token: 99 }).execute());
  watched.options = { meanwhile: takeOver };
  watched.now += HOUR;
  const observations = [article('Qwen4 is out')];
  const answer = { kind: 'changed', form: 'articles', complete: false, observations, requests: 1 } as const;
  expect(await watched.poll(answer)).toMatchObject({ outcome: 'skipped' });
  expect(await recordsOf(watched)).toEqual(before.records);
  expect(await database.reader.selectFrom('events').selectAll().execute()).toHaveLength(1);
  expect(await database.reader.selectFrom('jobs').selectAll().execute()).toHaveLength(1);
  expect((await stateOf(watched)).last_poll_at).toBe(before.state.last_poll_at);
});
