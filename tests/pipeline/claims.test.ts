import { describe, expect, it } from 'vitest';
import type { BaselineArticle, BaselineClaim } from '../../src/config/baseline-schema.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { describeLabs } from '../../src/pipeline/describe-labs.ts';
import { viewRelease } from '../../src/pipeline/view-release.ts';
import { listReleases } from '../../src/store/catalog.ts';
import { model } from './models.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { DAY, HOUR, MINUTE, type Rig, startRig } from './rig.ts';

function claim(release: string | null, attribute: string, value: string): BaselineClaim {
  const nothing = { model: null, family: null, credit: null, asOf: null, benchmark: null };
  const said = {
    attribute: attribute as BaselineClaim['attribute'],
    value,
    quote: `“${value}”`,
    place: 'text',
  };
  return { lab: 'deepseek', release, ...said, ...nothing };
}

function article(claims: readonly BaselineClaim[], number = 90): BaselineArticle {
  const url = `https://journal.example/${number}`;
  return {
    number,
    title: `Journal ${number}`,
    url,
    publisher: 'Journal',
    voice: 'outlet',
    published: '2025-05',
    claims,
  };
}

const FIRST = article([
  claim('DeepSeek-V9', 'total_parameters', '900B'),
  claim('DeepSeek-V9', 'license', 'MIT'),
  claim('DeepSeek-V9', 'released_on', 'May 2025'),
  claim(null, 'employees', '160'),
]);

const withBaseline = (...baseline: readonly BaselineArticle[]) => ({
  configure: (usual: Configuration): Configuration => ({ ...usual, baseline }),
});

async function claims({ runtime }: Rig) {
  const rows = await runtime.database.reader.selectFrom('claims').selectAll().orderBy('seq').execute();
  return rows.map(({ attribute, written, current, locator }) => ({ attribute, written, current, locator }));
}

async function releaseNamed({ runtime }: Rig, name: string) {
  const { reader } = runtime.database;
  const row = (await listReleases(reader, {})).find((one) => one.name === name);
  if (row === undefined) throw new Error(`no release ${name}`);
  return await viewRelease(reader, row, runtime.labs);
}

describe('what documents say', () => {
  it('opens a catalog that nobody polled yet', async () => {
    await using rig = await startRig({ orgs: ['deepseek-ai'], ...withBaseline(FIRST) });
    expect(await releaseNamed(rig, 'DeepSeek-V9')).toMatchObject({
      kind: 'llm',
      status: 'open-weights',
      lifecycle: 'active',
      releasedOn: '2025-05',
      firstSeenAt: '2025-05-01T00:00:00.000Z',
      repos: [],
      facts: {
        license: {
          value: 'mit',
          source: 'Journal 90',
          url: 'https://journal.example/90',
          conflicting: false,
        },
        total_parameters: { value: 900e9, reason: 'nobody says otherwise' },
      },
    });
    const labs = await describeLabs(rig.runtime.database.reader);
    expect(labs.get('deepseek')?.facts.employees).toMatchObject({ value: 160, source: 'Journal 90' });
    expect(rig.heard()).toEqual([]);
  });

  it('is taken in once, and ended where it is said no longer', async () => {
    await using rig = await startRig({ orgs: ['deepseek-ai'], ...withBaseline(FIRST) });
    const before = await claims(rig);
    await rig.reopen();
    expect(await claims(rig)).toEqual(before);
    const changed = article([
      claim('DeepSeek-V9', 'total_parameters', '910B'),
      claim('DeepSeek-V9', 'license', 'MIT'),
    ]);
    await rig.reopen((usual) => ({ ...usual, baseline: [changed] }));
    const total = (await claims(rig)).filter(({ attribute }) => attribute === 'total_parameters');
    expect(total.map(({ written, current }) => [written, current])).toEqual([
      ['900B', 0],
      ['910B', 1],
    ]);
    expect((await releaseNamed(rig, 'DeepSeek-V9')).facts.total_parameters?.value).toBe(910e9);
    await rig.reopen((usual) => ({ ...usual, baseline: [] }));
    expect((await claims(rig)).every(({ current }) => current === 0)).toBe(true);
    await rig.reopen((usual) => ({ ...usual, baseline: [FIRST] }));
    expect((await claims(rig)).filter(({ current }) => current === 1)).toHaveLength(4);
    expect(rig.heard()).toEqual([]);
  });

  it('uses up no milestone: weights that land are new, and join it', async () => {
    await using rig = await startRig({
      orgs: ['deepseek-ai'],
      repos: [model('deepseek-ai/DeepSeek-V3')],
      ...withBaseline(FIRST),
    });
    await rig.refresh();
    expect(rig.heard()).toEqual([]);
    const { id } = await releaseNamed(rig, 'DeepSeek-V9');
    rig.advance(DAY);
    rig.hub.add(model('deepseek-ai/DeepSeek-V9', { license: 'apache-2.0' }));
    await rig.refresh();
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'DeepSeek-V9' }]);
    const view = await releaseNamed(rig, 'DeepSeek-V9');
    expect(view).toMatchObject({
      id,
      facts: {
        license: { value: 'apache-2.0', reason: 'stated by the lab in the repo', conflicting: true },
        released_on: {
          value: '2025-07-02',
          reason: 'its first repo was seen public then',
          conflicting: true,
        },
      },
    });
    const changed = await rig.runtime.database.reader
      .selectFrom('events')
      .selectAll()
      .where('type', '=', 'belief.changed')
      .where('key', '=', id)
      .execute();
    const beliefs = changed.map(({ before, after }) =>
      [before, after]
        .map((json) => JSON.parse(json ?? '{}'))
        .map(({ attribute, value }) => [attribute, value]),
    );
    expect(beliefs).toContainEqual([
      ['license', 'mit'],
      ['license', 'apache-2.0'],
    ]);
  });

  it('stays quiet where a first poll finds the weights', async () => {
    await using rig = await startRig({
      orgs: ['deepseek-ai'],
      repos: [model('deepseek-ai/DeepSeek-V9')],
      ...withBaseline(FIRST),
    });
    await rig.refresh();
    expect(rig.heard()).toEqual([]);
    expect((await releaseNamed(rig, 'DeepSeek-V9')).repos).toHaveLength(1);
  });
});

async function saidOf(room: Newsroom, attribute: string) {
  const rows = await room.rig.runtime.database.reader
    .selectFrom('claims')
    .selectAll()
    .where('attribute', '=', attribute)
    .orderBy('seq')
    .execute();
  return rows.map(({ written, current, release_id: release }) => [written, current, release !== null]);
}

describe('what sources say', () => {
  it('waits with its signal, joins with it, changes and ends', async () => {
    await using room = await openNewsroom({ repos: [model('deepseek-ai/DeepSeek-V3')] });
    const { rig } = room;
    await rig.refresh('deepseek-ai');
    const row = { at: 'wiki', subject: 'DeepSeek V8', key: 'v8' } as const;
    await room.row({ ...row, fields: { license: 'MIT', total_parameters: '800B' } });
    expect(await saidOf(room, 'total_parameters')).toContainEqual(['800B', 1, false]);
    rig.advance(10 * MINUTE);
    rig.hub.add(model('deepseek-ai/DeepSeek-V8'));
    await rig.refresh('deepseek-ai');
    expect(await saidOf(room, 'total_parameters')).toContainEqual(['800B', 1, true]);
    const view = await releaseNamed(rig, 'DeepSeek-V8');
    expect(view.facts.total_parameters).toMatchObject({ value: 800e9, source: 'wiki' });
    rig.advance(HOUR);
    await room.record('wiki', 'deepseek', {
      type: 'entry.removed',
      key: 'v8',
      before: { subject: 'DeepSeek V8' },
    });
    expect(await saidOf(room, 'total_parameters')).toContainEqual(['800B', 0, true]);
    expect((await releaseNamed(rig, 'DeepSeek-V8')).facts.total_parameters).toBeUndefined();
  });

  it('is kept when a repo says something else', async () => {
    await using rig = await startRig({
      orgs: ['deepseek-ai'],
      repos: [model('deepseek-ai/DeepSeek-V3', { license: 'mit' })],
    });
    await rig.refresh();
    for (const license of ['apache-2.0', 'mit']) {
      rig.advance(HOUR);
      rig.hub.update('deepseek-ai/DeepSeek-V3', { cardData: { license }, sha: license.padEnd(40, '0') });
      await rig.refresh();
    }
    const licenses = (await claims(rig)).filter(({ attribute }) => attribute === 'license');
    expect(licenses.map(({ written, current }) => [JSON.parse(written).license, current])).toEqual([
      ['mit', 1],
      ['apache-2.0', 0],
    ]);
    expect((await releaseNamed(rig, 'DeepSeek-V3')).facts.license?.value).toBe('mit');
  });
});
