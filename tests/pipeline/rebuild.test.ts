import { expect, it } from 'vitest';
import { newId } from '../../src/compose.ts';
import type { Statement } from '../../src/domain/signals/signal.ts';
import { type RebuildReport, rebuildCatalog } from '../../src/pipeline/rebuild-catalog.ts';
import { bareRepo, model } from './models.ts';
import { type Newsroom, openNewsroom, type Place } from './newsroom.ts';
import { DAY, HOUR, type Rig } from './rig.ts';

/** Numbers that look random and come again for the same seed. https://en.wikipedia.org/wiki/Xorshift */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const NOTHING = { opened: [], gone: [], merged: [], changed: [], moved: [], beliefs: [] };

async function rebuild(rig: Rig): Promise<RebuildReport> {
  const { configuration, runtime } = rig;
  const { labs, sources, database } = runtime;
  return await database.write((tx) =>
    rebuildCatalog(tx, {
      labs,
      sources,
      articles: configuration.baseline,
      planned: configuration.planned,
      hiddenRepos: new Set(),
      newId,
      now: rig.clock.now(),
    }),
  );
}

/** All that the catalog concluded, and who was told of it; without the order of rows and when they were written. */
async function catalogOf({ runtime }: Rig) {
  const { reader } = runtime.database;
  const [releases, repos, signals, claims, alerts, deliveries] = await Promise.all([
    reader.selectFrom('releases').selectAll().orderBy('id').execute(),
    reader.selectFrom('repos').selectAll().orderBy('key').execute(),
    reader.selectFrom('signals').selectAll().execute(),
    reader.selectFrom('claims').selectAll().orderBy('fingerprint').execute(),
    reader.selectFrom('alerts').selectAll().orderBy('id').execute(),
    reader.selectFrom('deliveries').selectAll().orderBy('id').execute(),
  ]);
  return {
    // A release that was taken in by another only leads there.
    releases: releases.map(({ updated_at: _, ...row }) =>
      row.merged_into === null ? row : { id: row.id, into: row.merged_into },
    ),
    repos,
    signals: signals.map(({ seq: _, ...row }) => JSON.stringify(row)).sort(),
    claims: claims.map(({ said_at: _said, observed_at: _observed, ...row }) => row),
    alerts,
    deliveries,
  };
}

const FAMILIES = ['DeepSeek-V4', 'DeepSeek-V4.5', 'DeepSeek-R3', 'DeepSeek-Coder-V3', 'DeepSeek-VL3'];
const ENDINGS = ['', '-Base', '-Lite', '-Thinking', '-FP8', '-GGUF', '-7B', '-7B-Chat', '-70B', '-Flash'];
const SAYINGS: readonly Statement[] = ['announced', 'released', 'available', 'planned', 'open-weights'];
const OUTLETS: readonly Place[] = ['gazette', 'courier', 'herald', 'lab'];

/** A few months of a lab, as they come. */
async function live(room: Newsroom, seed: number, steps: number): Promise<void> {
  const random = randomNumbers(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const { rig } = room;
  const there = new Set<string>();
  const nameOf = () => `deepseek-ai/${pick(FAMILIES)}${pick(ENDINGS)}`;
  const change = (name: string) => ({
    sha: Math.floor(random() * 2 ** 40)
      .toString(16)
      .padStart(40, '0'),
    name,
  });
  for (let step = 0; step < steps; step++) {
    rig.advance(Math.floor(random() * random() * 4 * DAY) + HOUR);
    const name = nameOf();
    const known = there.size === 0 ? null : pick([...there]);
    const what = random();
    if (what < 0.4 && !there.has(name)) {
      const files = { 'config.json': '{"model_type": "deepseek_v3", "max_position_embeddings": 65536}' };
      rig.hub.add(random() < 0.2 ? bareRepo(name, { files }) : model(name, { architecture: 'deepseek_v3' }));
      there.add(name);
    } else if (what < 0.5 && known !== null) {
      const license = pick(['mit', 'apache-2.0', 'other']);
      rig.hub.update(known, { cardData: { license }, sha: change(known).sha });
    } else if (what < 0.56 && known !== null) {
      rig.hub.remove(known);
      there.delete(known);
    } else if (what < 0.62 && known !== null && !there.has(name)) {
      rig.hub.rename(known, name);
      there.delete(known);
      there.add(name);
    } else if (what < 0.8) {
      await room.article({
        at: pick(OUTLETS),
        title: `${step}: ${name}`,
        says: [[`${pick(FAMILIES)}${pick(['', '-Flash', '-Lite'])}`, pick(SAYINGS)]],
      });
    } else {
      const fields = {
        total_parameters: `${Math.ceil(random() * 90)}B`,
        license: pick(['MIT', 'Apache 2.0']),
      };
      await room.row({ at: pick(['wiki', 'router']), key: `row-${step}`, subject: pick(FAMILIES), fields });
    }
    await rig.refresh('deepseek-ai');
  }
}

it.each([24, 25, 28])(
  'a catalog made anew from its log equals the one that was kept: seed %i',
  async (seed) => {
    await using room = await openNewsroom({
      repos: [model('deepseek-ai/DeepSeek-V3'), model('deepseek-ai/DeepSeek-V3-Base')],
    });
    await room.rig.refresh('deepseek-ai');
    await live(room, seed * 7919, 60);
    const kept = await catalogOf(room.rig);
    expect(kept.releases.length).toBeGreaterThan(5);
    const report = await rebuild(room.rig);
    expect(await catalogOf(room.rig)).toEqual(kept);
    expect(report).toMatchObject(NOTHING);
    expect(report.events).toBeGreaterThan(50);
    // And nobody hears of it, then or later.
    room.told();
    room.rig.advance(2 * DAY);
    await room.rig.refresh('deepseek-ai');
    await rebuild(room.rig);
    expect(await rebuild(room.rig)).toMatchObject(NOTHING);
  },
);
