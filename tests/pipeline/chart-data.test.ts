import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReleaseQuery, TIMELINE } from '../../src/domain/release-query.ts';
import type { ReleaseView } from '../../src/domain/release-view.ts';
import { browseCards } from '../../src/pipeline/browse-releases.ts';
import { readChartData } from '../../src/pipeline/chart-data.ts';
import type { Reader } from '../../src/store/database.ts';
import { browsePlainly } from './browse-plainly.ts';
import { labs, madeRelease, makeCatalog } from './browsing-catalog.ts';
import { model } from './models.ts';
import { openNewsroom } from './newsroom.ts';
import { HOUR } from './rig.ts';

const made = fc.sample(madeRelease, { numRuns: 400, seed: 17 });

const QUERIES: readonly (readonly [string, ReleaseQuery])[] = [
  ['all releases', TIMELINE],
  ['those of one lab', { ...TIMELINE, lab: ['qwen'] }],
  [
    'a kind, a licence and a size',
    { ...TIMELINE, kind: ['llm', 'vlm'], license: ['mit'], parameters: { min: 1e9, max: 1e12 } },
  ],
  ['a period', { ...TIMELINE, since: 1_700_000_000_000, until: 1_752_192_000_001 }],
  ['nothing', { ...TIMELINE, lab: ['nobody'] }],
];

describe('the numbers of charts', () => {
  it.each(QUERIES)('are those of the list with the same filters: %s', async (_name, query) => {
    await using catalog = await makeCatalog(made);
    const { reader } = catalog.database;
    const views = await browsePlainly(reader, labs, query);
    const data = await readChartData(reader, query);
    expect(data.total).toBe(views.length);
    const times = await shownAtOf(reader, query);
    for (const [counts, nameOf] of [
      [data.byLab, (view: ReleaseView) => view.lab],
      [data.byStatus, (view: ReleaseView) => view.status],
    ] as const) {
      const counted = counts.months.flatMap(({ month, counts: own }) =>
        own.flatMap((count, index) => (count > 0 ? [`${month} ${counts.names[index]} ${count}`] : [])),
      );
      const months = new Set(counts.months.map(({ month }) => month));
      const perName = Map.groupBy(views, (view) => `${times.get(view.id)?.slice(0, 7)} ${nameOf(view)}`);
      const wanted = [...perName].map(([name, own]) => `${name} ${own.length}`);
      expect(counted.toSorted()).toEqual(wanted.filter((line) => months.has(line.slice(0, 7))).toSorted());
      const shown = counts.months.flatMap(({ counts: own, others }) => [...own, others]);
      expect(shown.reduce((sum, count) => sum + count, counts.earlier)).toBe(views.length);
    }
    expect(data.licences.unstated).toBe(views.filter((view) => licencesOf(view).size === 0).length);
    expect(data.licences.common.map(({ name, count }) => `${name} ${count}`).toSorted()).toEqual(
      [...new Set(views.flatMap((view) => [...licencesOf(view)]))]
        .map((name) => `${name} ${views.filter((view) => licencesOf(view).has(name)).length}`)
        .toSorted(),
    );
  });

  it.each(['parameters', 'context'] as const)(
    'draw each release that states its %s, or evenly chosen ones',
    async (measure) => {
      await using catalog = await makeCatalog(made);
      const { reader } = catalog.database;
      const attribute = measure === 'parameters' ? 'total_parameters' : 'context_length';
      const largest = (view: ReleaseView) => Math.max(0, ...numbersOf(view, attribute));
      const few: ReleaseQuery = { ...TIMELINE, lab: ['moonshot'] };
      const stated = (await browsePlainly(reader, labs, few)).filter((view) => largest(view) > 0);
      const all = (await readChartData(reader, few))[measure];
      expect(all.total).toBe(stated.length);
      expect(all.dots.map(({ id, value }) => [id, value])).toEqual(
        stated.toReversed().map((view) => [view.id, largest(view)]),
      );
      const every = (await browsePlainly(reader, labs, TIMELINE)).filter((view) => largest(view) > 0);
      const chosen = (await readChartData(reader, TIMELINE))[measure];
      expect(chosen.total).toBe(every.length);
      expect(chosen.dots.length).toBeLessThanOrEqual(250);
      const known = new Map(every.map((view) => [view.id, largest(view)]));
      for (const { id, value } of chosen.dots) expect(known.get(id)).toBe(value);
    },
  );

  it('say how long after the first sign each kind of source showed a release', async () => {
    await using room = await openNewsroom({ repos: [model('deepseek-ai/DeepSeek-V3')] });
    const { rig } = room;
    await rig.refresh();
    rig.advance(HOUR);
    rig.hub.add(model('deepseek-ai/DeepSeek-V4'));
    await rig.refresh();
    rig.advance(3 * HOUR);
    await room.article({
      at: 'gazette',
      title: 'DeepSeek releases DeepSeek-V4',
      says: [['DeepSeek-V4', 'released']],
      publishedAt: new Date(rig.clock.now() - HOUR).toISOString(),
    });
    const { delays } = await readChartData(rig.runtime.database.reader, TIMELINE);
    // What was there at the first look came nobody knows when.
    expect(delays.releases).toBe(1);
    expect(delays.delays).toEqual([
      { source: 'hub', releases: 1, first: 1, quantiles: [0, 0, 0, 0, 0] },
      { source: 'outlet', releases: 1, first: 0, quantiles: Array(5).fill(2 * HOUR) },
    ]);
  });
});

async function shownAtOf(reader: Reader, query: ReleaseQuery): Promise<Map<string, string>> {
  const { items } = await browseCards(reader, query, { limit: 1000, cursor: null });
  return new Map(items.map(({ id, shownAt }) => [id, shownAt]));
}

function licencesOf(view: ReleaseView): Set<string> {
  const values = [view.facts, ...view.models.map((own) => own.facts)].flatMap(
    (facts) => facts.license?.value ?? [],
  );
  const names = values.filter((value) => typeof value === 'string');
  return new Set(names.map((name) => name.normalize('NFKC').trim().toLowerCase()));
}

function numbersOf(view: ReleaseView, attribute: string): number[] {
  return [view.facts, ...view.models.map((own) => own.facts)]
    .map((facts) => facts[attribute]?.value)
    .filter((value) => typeof value === 'number');
}
