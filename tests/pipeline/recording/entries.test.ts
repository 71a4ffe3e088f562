import { describe, expect, it } from 'vitest';
import { readEvents } from '../../../src/store/events.ts';
import { DAY, entry, HOUR, recordsOf, startWatched, stateOf, type Watched } from './watched.ts';

const rows = ['Qwen3', 'DeepSeek-V3', 'Qwen2.5', 'Llama 4'].map((subject) =>
  entry(subject, { released_on: '2025-04-29' }),
);

async function baselined(...more: readonly ReturnType<typeof entry>[]) {
  const watched = await startWatched();
  expect(await watched.table(...rows, ...more)).toHaveLength(3 + more.length);
  watched.now += HOUR;
  return watched;
}

async function lastEvent({ database }: Watched) {
  return (await readEvents(database.reader, { after: 0, limit: 1000, baseline: true })).at(-1);
}

describe('a table of the whole world', () => {
  it('yields the rows of watched labs alone, each for its lab', async () => {
    await using watched = await startWatched();
    expect(await watched.table(...rows)).toEqual([
      'baselined qwen: Qwen3',
      'baselined deepseek: DeepSeek-V3',
      'baselined qwen: Qwen2.5',
    ]);
    expect(await recordsOf(watched)).toHaveLength(3);
    expect((await stateOf(watched)).last_good_count).toBe(4);
  });

  it('a new row is an event; where it stands and the words around it are none', async () => {
    await using watched = await baselined();
    const before = await recordsOf(watched);
    const elsewhere = rows.map((row) => ({
      ...row,
      place: 'Other',
      url: `${row.url}?oldid=2`,
      quote: 'Words.',
    }));
    expect(await watched.table(...elsewhere)).toEqual([]);
    expect(await recordsOf(watched)).toEqual(before);
    expect(await watched.table(...rows, entry('Qwen4'))).toEqual(['added qwen: Qwen4']);
  });

  it('a changed field is an event with that field alone, and there and back are two', async () => {
    await using watched = await baselined();
    const [qwen3 = entry(''), ...rest] = rows;
    const edited = { ...qwen3, fields: { released_on: '2025-04-28', license: 'MIT' } };
    expect(await watched.table(edited, ...rest)).toEqual(['changed qwen: qwen3']);
    expect(await lastEvent(watched)).toMatchObject({
      before: { released_on: '2025-04-29', license: null },
      after: { released_on: '2025-04-28', license: 'MIT' },
    });
    expect(await watched.table(...rows)).toEqual(['changed qwen: qwen3']);
    expect(await lastEvent(watched)).toMatchObject({
      before: { released_on: '2025-04-28', license: 'MIT' },
      after: { released_on: '2025-04-29', license: null },
    });
  });

  it('of another maker than before is removed there and added here', async () => {
    await using watched = await baselined(entry('V4', {}, { developer: 'DeepSeek' }));
    expect(await watched.table(...rows, entry('V4', {}, { developer: 'Qwen' }))).toEqual([
      'removed deepseek: v4',
      'added qwen: V4',
    ]);
  });

  it('a lab that is watched from now on is no news with all that it has', async () => {
    await using watched = await baselined();
    watched.options = { fingerprint: 'with another lab' };
    expect(await watched.table(...rows, entry('Qwen4'))).toEqual(['baselined qwen: Qwen4']);
    expect(await watched.table(...rows, entry('Qwen4'), entry('Qwen5'))).toEqual(['added qwen: Qwen5']);
  });
});

it('on a lab’s own page what names no other maker is its own, whatever it is called after', async () => {
  await using watched = await startWatched({ lab: 'deepseek' });
  const own = [
    entry('V3'),
    entry('R1-Distill-Qwen-7B'),
    entry('Max', {}, { developer: 'Qwen team' }),
    entry('Next', {}, { developer: 'Somebody' }),
  ];
  expect(await watched.table(...own)).toEqual([
    'baselined deepseek: V3',
    'baselined deepseek: R1-Distill-Qwen-7B',
    'baselined qwen: Max',
    'baselined deepseek: Next',
  ]);
});

describe('a row that is not there any more', () => {
  it('is missing after hours, removed after a day, and may return', async () => {
    await using watched = await baselined();
    const story: string[] = [];
    for (let hour = 0; hour < 30; hour++) {
      story.push(...(await watched.table(...rows.slice(1))).map((event) => `${hour} ${event}`));
      watched.now += HOUR;
    }
    expect(story).toEqual(['6 missing qwen: qwen3', '24 removed qwen: qwen3']);
    expect(await watched.table(...rows)).toEqual(['returned qwen: Qwen3']);
  });

  it('goes on being counted: no validator is kept meanwhile', async () => {
    await using watched = await baselined();
    const listing = (some: typeof rows) =>
      watched.show({ form: 'entries', observations: some, validator: `of ${some.length}` });
    await listing(rows);
    await listing(rows.slice(1));
    expect((await stateOf(watched)).validator).toBeNull();
    watched.now += 25 * HOUR;
    for (let look = 0; look < 4; look++) await listing(rows.slice(1));
    expect((await stateOf(watched)).validator).toBe('of 3');
    expect(watched.asked).toEqual([null, null, 'of 4', null, null, null, null]);
  });

  it('counts for nothing where the table is suddenly short, until that has lasted a day', async () => {
    const many = Array.from({ length: 12 }, (_, n) => entry(`Qwen-${n}`));
    await using watched = await startWatched();
    await watched.table(...many);
    const story: string[] = [];
    for (let look = 0; look < 36; look++) {
      watched.now += 2 * HOUR;
      const events = await watched.table(...many.slice(0, 2));
      story.push(...events.map((event) => `${look * 2} ${event.split(' ')[0]}`));
    }
    expect(
      Object.entries(Object.groupBy(story, (event) => event)).map(
        ([event, all]) => `${event} ${all?.length}`,
      ),
    ).toEqual(['30 missing 10', '48 removed 10']);
  });

  it('and an empty table is never believed, nor a baseline', async () => {
    await using empty = await startWatched();
    expect(await empty.table()).toEqual([]);
    expect(await stateOf(empty)).toMatchObject({ baselined_at: null, last_outcome: 'suspect' });
    expect(await empty.table(...rows)).toHaveLength(3);
    for (let look = 0; look < 20; look++) {
      empty.now += DAY;
      expect(await empty.table()).toEqual([]);
    }
    expect(await stateOf(empty)).toMatchObject({ last_outcome: 'suspect' });
  });
});

it('a list of organizations is noted, those that are watched left out, and none of it is stored', async () => {
  await using watched = await startWatched({ candidates: true });
  const listed = ['Qwen', 'Somebody-New'].map((name) => entry(name, {}, { key: name, statement: 'listing' }));
  expect(await watched.table(...listed)).toEqual([]);
  expect(await watched.table(...listed)).toEqual([]);
  expect(await recordsOf(watched)).toEqual([]);
  const candidates = await watched.database.reader.selectFrom('candidates').selectAll().execute();
  expect(candidates).toMatchObject([
    { organization: 'somebody-new', title: 'Somebody-New', reason: 'listed', sightings: 1 },
  ]);
});
