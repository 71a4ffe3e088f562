import { describe, expect, it } from 'vitest';
import { model } from './models.ts';
import { type Item, type Newsroom, openNewsroom, type Row } from './newsroom.ts';
import { DAY, HOUR, MINUTE } from './rig.ts';

const LONG = 'The Hangzhou company said on Tuesday that the model is to be had by everybody from now on';

/** What the catalog holds, told apart from when and in which order it came. */
async function catalogOf({ rig }: Newsroom) {
  const { reader } = rig.runtime.database;
  const releases = await reader
    .selectFrom('releases')
    .selectAll()
    .where('merged_into', 'is', null)
    .orderBy('name')
    .execute();
  const signals = await reader.selectFrom('signals').selectAll().orderBy('locator').orderBy('name').execute();
  return releases.map((release) => ({
    name: release.name,
    stem: release.stem,
    kind: release.kind,
    status: release.status,
    lifecycle: release.lifecycle,
    signals: signals
      .filter((signal) => signal.release_id === release.id && signal.state === 'present')
      .map((signal) => `${signal.publisher} ${signal.statement} ${signal.name}`),
  }));
}

const repo = (name: string) => async (room: Newsroom) => {
  room.rig.hub.add(model(`deepseek-ai/${name}`));
  await room.rig.refresh('deepseek-ai');
};
const article = (item: Item) => (room: Newsroom) => room.article(item);
const row = (one: Row) => (room: Newsroom) => room.row(one);

async function started(): Promise<Newsroom & AsyncDisposable> {
  const room = await openNewsroom({
    repos: [model('deepseek-ai/DeepSeek-V3'), model('deepseek-ai/DeepSeek-R1')],
  });
  await room.rig.refresh('deepseek-ai');
  return room;
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}

const launch = {
  repo: repo('DeepSeek-V4'),
  wiki: row({ at: 'wiki', subject: 'V4', fields: { released_on: '1 July 2025' } }),
  gazette: article({
    at: 'gazette',
    says: [['DeepSeek-V4', 'released']],
    title: 'DeepSeek releases V4',
    summary: LONG,
  }),
  copy: article({
    at: 'courier',
    says: [['DeepSeek-V4', 'released']],
    title: 'DeepSeek V4 is out',
    summary: LONG,
  }),
  router: row({
    at: 'router',
    subject: 'DeepSeek: DeepSeek V4 (free)',
    key: 'deepseek/deepseek-v4',
    statement: 'listing',
    fields: { modalities: 'text->text' },
  }),
} as const;

describe('a repo, a table row, a catalogue and two articles about one release', () => {
  it('are one release with all signals in whatever order they come, and each milestone is told once', async () => {
    const catalogs = new Set<string>();
    for (const [index, order] of permutations(Object.keys(launch) as (keyof typeof launch)[]).entries()) {
      // All 120 orders would be half a minute of opening stores: every fifth has each kind in each place.
      if (index % 5 !== 0) continue;
      await using room = await started();
      const kinds: string[] = [];
      for (const name of order) {
        room.rig.advance(10 * MINUTE);
        await launch[name](room);
        kinds.push(...room.told());
      }
      catalogs.add(JSON.stringify(await catalogOf(room)));
      const expected = order.indexOf('router') < order.indexOf('repo');
      expect(kinds, order.join(' ')).toEqual([
        ...(expected ? ['release.available DeepSeek-V4'] : []),
        'release.new DeepSeek-V4',
      ]);
    }
    expect(catalogs.size).toBe(1);
    expect(JSON.parse([...catalogs][0] ?? '')).toContainEqual({
      name: 'DeepSeek-V4',
      stem: 'deepseek-v4',
      kind: 'llm',
      status: 'open-weights',
      lifecycle: 'active',
      signals: [
        'courier.example released DeepSeek-V4',
        'gazette.example released DeepSeek-V4',
        'router.example available DeepSeek V4',
        'wikipedia.org released DeepSeek-V4',
      ],
    });
  });
});

/** Days go by in which the Hub shows nothing new. */
async function laterOn({ rig }: Newsroom, days: number): Promise<void> {
  rig.advance(days * DAY);
  await rig.refresh(...rig.configuration.sources.flatMap((source) => ('org' in source ? source.org : [])));
  rig.advance(10 * MINUTE);
}

describe('a release without weights', () => {
  it('opens when its lab says so, and its weights are new when they land', async () => {
    await using room = await started();
    await room.article({
      at: 'lab',
      says: [['DeepSeek-V4', 'announced']],
      title: 'Introducing DeepSeek-V4, our next language model',
    });
    expect(room.told()).toEqual(['release.announced DeepSeek-V4']);
    expect((await catalogOf(room))[2]).toMatchObject({
      status: 'announced',
      lifecycle: 'planned',
      kind: 'llm',
    });
    room.rig.advance(DAY);
    await room.article({ at: 'gazette', says: [['DeepSeek-V4', 'announced']] });
    await room.article({ at: 'courier', says: [['DeepSeek-V4', 'announced']] });
    expect(room.told()).toEqual([]);
    await room.article({ at: 'lab', says: [['DeepSeek-V4', 'available']], title: 'DeepSeek-V4 in the API' });
    expect(room.told()).toEqual(['release.available DeepSeek-V4']);
    await laterOn(room, 30);
    await repo('DeepSeek-V4-Pro')(room);
    await repo('DeepSeek-V4-Flash')(room);
    const [message] = room.rig.receiver.messages.slice(-1);
    const { data } = JSON.parse(String(message?.body)) as { data: { alert: Record<string, unknown> } };
    expect(data.alert).toMatchObject({
      kind: 'release.new',
      title: 'DeepSeek released the weights of DeepSeek-V4-Pro',
      knownBefore: { as: 'available' },
      lines: ['Also said by: the lab itself (news.deepseek.example), gazette.example and courier.example'],
    });
    await room.article({ at: 'herald', says: [['DeepSeek-V4', 'released']] });
    expect(room.told()).toEqual(['release.new DeepSeek-V4-Pro']);
    expect((await catalogOf(room)).map(({ name }) => name)).toEqual([
      'DeepSeek-R1',
      'DeepSeek-V3',
      'DeepSeek-V4',
    ]);
  });

  it('opens when two outlets say so that are independent, and says who', async () => {
    await using room = await started();
    const summary = `${LONG}, and prices fall`;
    await room.article({ at: 'gazette', says: [['DeepSeek-V4', 'released']], summary, credit: 'Ann Li' });
    await room.article({ at: 'courier', says: [['DeepSeek-V4', 'released']], summary });
    await room.article({ at: 'herald', says: [['DeepSeek-V4', 'released']], summary, credit: 'By Ann Li' });
    expect(room.told()).toEqual([]);
    expect(await catalogOf(room)).toHaveLength(2);
    await room.article({
      at: 'herald',
      says: [['DeepSeek-V4', 'released']],
      key: 'h2',
      quote: 'It\u202e is out.',
    });
    const [message] = room.rig.receiver.messages;
    const { data } = JSON.parse(String(message?.body)) as { data: { alert: Record<string, unknown> } };
    expect(data.alert).toMatchObject({
      kind: 'release.available',
      title: 'DeepSeek made DeepSeek-V4 available (no weights yet)',
      url: 'https://gazette.example/gazette%20on%20DeepSeek-V4',
      covers: [],
    });
    expect(JSON.stringify(data.alert.lines)).toContain(
      'Said by: gazette.example, courier.example and herald.example',
    );
  });

  it('does not open for plans, an encyclopedia, products, or a family', async () => {
    await using room = await started();
    await room.article({
      at: 'lab',
      says: [
        ['DeepSeek-V5', 'planned'],
        ['DeepSeek', 'released'],
        ['DeepSeek-Slides', 'released'],
      ],
    });
    await room.article({ at: 'gazette', says: [['DeepSeek-V5', 'planned']] });
    await room.article({ at: 'courier', says: [['DeepSeek-V5', 'planned']] });
    await room.row({ at: 'wiki', subject: 'DeepSeek-V5', fields: { released_on: '2025-06-30' } });
    await room.article({ at: 'gazette', says: [['DeepSeek-V6', 'released']] });
    await room.row({ at: 'wiki', subject: 'V6', fields: { released_on: '2025-06-30' } });
    await room.row({ at: 'wiki', subject: 'DeepSeek', statement: 'infobox', fields: { founded: '2023' } });
    expect(room.told()).toEqual([]);
    expect(await catalogOf(room)).toHaveLength(2);
    const rumours = await waiting(room, 'deepseek-v5');
    expect(rumours).toHaveLength(4);
    await repo('DeepSeek-V5')(room);
    expect(room.told()).toEqual(['release.new DeepSeek-V5']);
    expect(await waiting(room, 'deepseek-v5')).toEqual([]);
  });

  it('that a catalogue listed at its first look, or that is history, opens quietly', async () => {
    await using room = await started();
    await room.row({
      at: 'router',
      subject: 'DeepSeek: DeepSeek V2.5 Pro',
      statement: 'listing',
      type: 'entry.baselined',
    });
    await room.article({
      at: 'lab',
      says: [['DeepSeek-Coder-V9', 'released']],
      publishedAt: '2025-05-01T00:00:00Z',
    });
    expect((await catalogOf(room)).map(({ name, status }) => `${name} ${status}`)).toEqual([
      'DeepSeek-Coder-V9 api-only',
      'DeepSeek-R1 open-weights',
      'DeepSeek-V2.5-Pro api-only',
      'DeepSeek-V3 open-weights',
    ]);
    await room.article({ at: 'lab', says: [['DeepSeek-V2.5-Pro', 'available']] });
    await room.article({ at: 'gazette', says: [['DeepSeek-Coder-V9', 'released']] });
    expect(room.told()).toEqual([]);
    await repo('DeepSeek-V2.5-Pro')(room);
    expect(room.told()).toEqual(['release.new DeepSeek-V2.5-Pro']);
  });

  it('is found however people write it', async () => {
    await using room = await openNewsroom({
      orgs: ['stepfun-ai', 'baidu'],
      repos: [model('stepfun-ai/step3'), model('baidu/ERNIE-4.5-21B')],
    });
    await room.rig.refresh('stepfun-ai', 'baidu');
    await room.article({
      at: 'gazette',
      lab: 'stepfun',
      says: [['Step-4', 'released']],
      summary: 'A reasoning model.',
    });
    await room.article({
      at: 'courier',
      lab: 'stepfun',
      says: [['step4', 'released']],
      summary: 'A language model.',
    });
    expect(room.told()).toEqual(['release.available Step-4']);
    room.rig.hub.add(model('stepfun-ai/step4'), model('baidu/ERNIE-5.0-300B'));
    await room.article({ at: 'herald', lab: 'baidu', says: [['ERNIE-5', 'released']] });
    await room.rig.refresh('stepfun-ai', 'baidu');
    expect(room.told().sort()).toEqual(['release.new ERNIE-5.0', 'release.new Step4']);
    expect((await catalogOf(room)).map(({ signals }) => signals.length)).toEqual([0, 1, 0, 2]);
  });
});

async function waiting({ rig }: Newsroom, stem: string): Promise<string[]> {
  const rows = await rig.runtime.database.reader
    .selectFrom('signals')
    .select('publisher')
    .where('stem', '=', stem)
    .where('release_id', 'is', null)
    .execute();
  return rows.map(({ publisher }) => publisher);
}

describe('what is said of a known release', () => {
  it('joins it: also by the name of a model or a mode of it, and changes nothing else', async () => {
    await using room = await started();
    const names = ['DeepSeek-V3', 'DeepSeek-V3-671B', 'DeepSeek-V3-Base', 'DeepSeek-R1-Distill-Qwen-7B'];
    for (const name of names) await room.article({ at: 'gazette', says: [[name, 'released']] });
    await room.article({
      at: 'lab',
      says: [
        ['DeepSeek-V3.1', 'mentioned'],
        ['DeepSeek-R1-0528', 'mentioned'],
      ],
    });
    expect(room.told()).toEqual([]);
    expect((await catalogOf(room)).map(({ name, signals }) => [name, signals.length])).toEqual([
      ['DeepSeek-R1', 1],
      ['DeepSeek-V3', 3],
    ]);
  });

  it('keeps a later mode apart, and the plain name with the first', async () => {
    await using room = await openNewsroom({
      orgs: ['moonshotai'],
      repos: [model('moonshotai/Kimi-K2-Instruct')],
    });
    await room.rig.refresh('moonshotai');
    await laterOn(room, 120);
    await room.article({
      at: 'gazette',
      lab: 'moonshot',
      says: [['Kimi-K2-Thinking', 'released']],
      title: 'A reasoning model',
    });
    await room.article({
      at: 'courier',
      lab: 'moonshot',
      says: [
        ['Kimi-K2-Thinking', 'released'],
        ['Kimi-K2', 'mentioned'],
      ],
    });
    expect(room.told()).toEqual(['release.available Kimi-K2-Thinking']);
    room.rig.hub.add(model('moonshotai/Kimi-K2-Thinking'));
    await room.rig.refresh('moonshotai');
    expect(room.told()).toEqual(['release.new Kimi-K2-Thinking']);
    expect((await catalogOf(room)).map(({ name, signals }) => [name, signals.length])).toEqual([
      ['Kimi-K2', 1],
      ['Kimi-K2-Thinking', 2],
    ]);
  });

  it('belongs to the lab whose family it is, whoever of its relatives is named; two labs in one article are two', async () => {
    await using room = await openNewsroom({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
    await room.rig.refresh('Qwen');
    await room.article({ at: 'gazette', lab: 'alibaba', key: 'one', says: [['Qwen3', 'released']] });
    await room.article({ at: 'gazette', lab: 'deepseek', key: 'one', says: [['DeepSeek-V4', 'released']] });
    // Of others, a lab is one more outlet.
    await room.article({ at: 'lab', lab: 'qwen', says: [['Qwen9', 'released']] });
    const rows = await room.rig.runtime.database.reader
      .selectFrom('signals')
      .selectAll()
      .orderBy('seq')
      .execute();
    expect(rows.map(({ lab, release_id, voice }) => [lab, release_id !== null, voice])).toEqual([
      ['qwen', true, 'outlet'],
      ['deepseek', false, 'outlet'],
      ['qwen', false, 'outlet'],
    ]);
    expect(room.told()).toEqual([]);
  });

  it('goes when the row or article goes, and comes back; vandalism and its revert tell nobody', async () => {
    await using room = await started();
    for (const subject of ['DeepSeek-V99', 'V3']) {
      await room.row({ at: 'wiki', subject, fields: { released_on: '2025-07-01' } });
      room.rig.advance(HOUR);
      await room.record('wiki', 'deepseek', { type: 'entry.removed', key: subject, before: { subject } });
      await room.row({ at: 'wiki', subject, type: 'entry.returned', fields: { released_on: '2025-07-01' } });
    }
    await room.article({
      at: 'gazette',
      key: 'a',
      says: [
        ['DeepSeek-V3', 'released'],
        ['DeepSeek-R1', 'mentioned'],
      ],
    });
    await room.article({
      at: 'gazette',
      key: 'a',
      says: [['DeepSeek-V3', 'mentioned']],
      type: 'article.changed',
    });
    expect(room.told()).toEqual([]);
    expect((await catalogOf(room)).map(({ name, signals }) => [name, signals])).toEqual([
      ['DeepSeek-R1', []],
      ['DeepSeek-V3', ['gazette.example mentioned DeepSeek-V3', 'wikipedia.org released DeepSeek-V3']],
    ]);
  });

  it('is stored once, whatever is replayed', async () => {
    await using room = await started();
    await room.article({ at: 'lab', says: [['DeepSeek-V4', 'announced']], title: 'A new language model' });
    const { database } = room.rig.runtime;
    const before = await catalogOf(room);
    await database.write(async (tx) => {
      await tx.updateTable('catalog_cursors').set({ applied_n: 0 }).execute();
    });
    await room.article({ at: 'gazette', says: [['DeepSeek-V3', 'mentioned']] });
    expect(room.told()).toEqual(['release.announced DeepSeek-V4']);
    expect((await catalogOf(room))[2]).toEqual(before[2]);
  });
});

describe('after a time without looking', () => {
  it('what was said meanwhile is told in one catch-up', async () => {
    await using room = await started();
    const names = ['V4', 'V5', 'V6', 'V7', 'V8', 'V9'];
    for (const name of names) {
      const says = [[`DeepSeek-${name}`, 'released']] as const;
      const signal = { lab: 'deepseek', verdict: 'release' as const, topic: null, quote: '', reason: 'x' };
      const after = {
        ...{
          guid: name,
          url: null,
          title: `A language model: ${name}`,
          summary: '',
          credit: null,
          language: null,
        },
        publishedAt: new Date(room.rig.clock.now() - 9 * DAY).toISOString(),
        signal: { ...signal, releases: says.map(([n, s]) => ({ name: n, written: n, says: s })) },
      };
      await room.record('lab', 'deepseek', { type: 'article.added', key: name, after }, 'long-gap');
    }
    expect(room.told()).toEqual([]);
    await room.rig.refresh('deepseek-ai');
    expect(room.told()).toEqual(['catch-up Catching up: 6 releases since the last look']);
  });
});
