import { describe, expect, it } from 'vitest';
import { releaseInWords } from '../../src/cli/release-in-words.ts';
import { viewFirst } from '../../src/pipeline/view-first.ts';
import { viewRelease } from '../../src/pipeline/view-release.ts';
import { viewTimeline } from '../../src/pipeline/view-timeline.ts';
import { reposOfRelease } from '../../src/store/catalog.ts';
import { readEventsOfKeys } from '../../src/store/events.ts';
import { signalsOfRelease } from '../../src/store/signals.ts';
import { model } from './models.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { HOUR, MINUTE } from './rig.ts';

async function shown({ rig }: Newsroom, name: string) {
  const { reader } = rig.runtime.database;
  const release = await reader
    .selectFrom('releases')
    .selectAll()
    .where('name', '=', name)
    .where('merged_into', 'is', null)
    .executeTakeFirstOrThrow();
  const repos = await reposOfRelease(reader, release.id);
  const events = await readEventsOfKeys(
    reader,
    repos.map((repo) => repo.key),
  );
  const signals = await signalsOfRelease(reader, release.id);
  return {
    view: await viewRelease(reader, release, rig.runtime.labs),
    timeline: viewTimeline(repos, events, [], signals),
    first: viewFirst(events, signals),
  };
}

describe('a release of which much is said', () => {
  it('shows who said what when, and who was first where that can be known', async () => {
    await using room = await openNewsroom({ repos: [model('deepseek-ai/DeepSeek-V3')] });
    const { rig } = room;
    await rig.refresh('deepseek-ai');
    rig.advance(10 * MINUTE);
    rig.hub.add(model('deepseek-ai/DeepSeek-V4'));
    await rig.refresh('deepseek-ai');
    rig.advance(HOUR);
    await room.article({
      at: 'gazette',
      title: 'V4 is out',
      says: [
        ['DeepSeek-V4', 'released'],
        ['DeepSeek-V4-Flash', 'released'],
      ],
    });
    const { view, timeline, first } = await shown(room, 'DeepSeek-V4');
    expect(view.signals).toBe(2);
    expect(timeline).toEqual([
      {
        at: '2025-07-01T09:10:00.000Z',
        type: 'repo.added',
        what: 'deepseek-ai/DeepSeek-V4',
        url: 'https://huggingface.co/deepseek-ai/DeepSeek-V4',
      },
      {
        at: '2025-07-01T10:10:00.000Z',
        type: 'signal.released',
        what: 'V4 is out',
        url: 'https://gazette.example/V4%20is%20out',
        publisher: 'gazette.example',
        quote: 'V4 is out',
      },
    ]);
    const page = releaseInWords(
      { view, labName: 'DeepSeek', disputes: [], claims: [], timeline, first, alerts: [] },
      false,
    );
    expect(page).toContain('gazette.example: V4 is out');
    expect(page).toContain('First: huggingface.co, 2025-07-01 09:10 UTC, by 50 minutes or more');
    expect(first).toEqual({ who: 'huggingface.co', at: '2025-07-01T09:10:00.000Z', leadMinutes: 50 });
  });

  it('has a day and a place to look at where it has no repo', async () => {
    await using room = await openNewsroom();
    await room.article({
      at: 'lab',
      title: 'Our language model',
      says: [['DeepSeek-V4', 'available']],
      url: 'https://news.deepseek.example/v4',
    });
    const { view, first } = await shown(room, 'DeepSeek-V4');
    expect(view).toMatchObject({
      status: 'api-only',
      lifecycle: 'active',
      releasedOn: '2025-07-01',
      signals: 1,
      repos: [],
      models: [],
      facts: { released_on: { source: 'news.deepseek.example', url: 'https://news.deepseek.example/v4' } },
    });
    expect(first).toBeNull();
  });
});

describe('two releases that turn out to be one', () => {
  it('take their signals with them', async () => {
    await using room = await openNewsroom({
      orgs: ['moonshotai'],
      repos: [model('moonshotai/Kimi-K2-Instruct')],
    });
    const { rig } = room;
    await rig.refresh('moonshotai');
    const outlets = ['gazette', 'courier'] as const;
    for (const at of outlets)
      await room.article({
        at,
        lab: 'moonshot',
        says: [['Kimi-K9-Max', 'released']],
        title: 'A language model',
      });
    expect(room.told()).toEqual(['release.available Kimi-K9-Max']);
    rig.advance(15 * 24 * HOUR);
    await rig.refresh('moonshotai');
    rig.advance(10 * MINUTE);
    rig.hub.add(model('moonshotai/Kimi-K9'));
    await rig.refresh('moonshotai');
    expect(room.told()).toEqual(['release.new Kimi-K9']);
    rig.advance(10 * MINUTE);
    rig.hub.add(model('moonshotai/Kimi-K9-Max'));
    await rig.refresh('moonshotai');
    const { view } = await shown(room, 'Kimi-K9');
    expect(view.repos).toHaveLength(2);
    expect(view.signals).toBe(4);
    expect(room.told()).toEqual([]);
  });
});
