import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HubRepo } from '../../src/demo/hub-repo.ts';
import type { Kind } from '../../src/domain/catalog.ts';
import { isLanguageModel } from '../../src/domain/release-kind.ts';
import { DAY, type Heard, type Rig, startRig } from './rig.ts';

/** Models as the Hub listed them, without what was not recorded of them (`sha`, `cardData`, `safetensors`). */
type RecordedModel = Pick<HubRepo, '_id' | 'id' | 'author' | 'createdAt'>;

const BASELINE = '2025-01-01T00:00:00Z';

const folder = process.env.MODELWATCH_RECORDED;
const file = folder === undefined ? null : join(folder, 'hub', 'models-2026-05.json');
const isThere = file !== null && existsSync(file);

describe('recorded models, day by day', () => {
  // Runs where MODELWATCH_RECORDED names a folder with hub/models-2026-05.json in it.
  it.runIf(isThere)('each release is told once, when it comes', { timeout: 120_000 }, async () => {
    const models: RecordedModel[] = JSON.parse(readFileSync(file ?? '', 'utf8'));
    await using rig = await startReplay(models);
    const first = await rig.refresh();
    expect(new Set(first.sources.map(({ outcome }) => outcome))).toEqual(new Set(['baselined']));
    expect(rig.heard()).toEqual([]);

    const heard: (Heard & { readonly day: string })[] = [];
    const end = Math.max(...models.map(({ createdAt }) => Date.parse(createdAt)));
    while (rig.clock.now() < end) {
      rig.advance(DAY);
      await rig.refresh();
      const day = new Date(rig.clock.now()).toISOString().slice(0, 10);
      heard.push(...rig.heard().map((message) => ({ ...message, day })));
    }
    await checkReleases(rig);
    const counts = Map.groupBy(heard, ({ kind }) => kind);
    const told = [...counts].map(([kind, messages]) => `${messages.length} ${kind}`).join(', ');
    process.stdout.write(
      `replayed ${models.length} models of ${first.sources.length} organizations: ${told}\n`,
    );
    if (process.env.MODELWATCH_RECORDED_VERBOSE !== undefined) {
      for (const { day, kind, about, covers } of heard)
        process.stdout.write(`${day} ${kind} ${about}: ${covers.join(' ')}\n`);
    }
  });
});

async function startReplay(models: readonly RecordedModel[]): Promise<Rig> {
  const orgs = [...new Set(models.map(({ author }) => author))].sort();
  const inOrder = models.toSorted((left, right) => (left.createdAt < right.createdAt ? -1 : 1));
  return await startRig({
    orgs,
    from: BASELINE,
    organizations: Object.fromEntries(orgs.map((org) => [org, {}])),
    // Nobody recorded when they were first shown.
    repos: inOrder.map((model) => ({ ...(model as HubRepo), publicFrom: model.createdAt })),
  });
}

/** One `release.new` for each release of language models that came after the baseline, none for any other. */
async function checkReleases(rig: Rig): Promise<void> {
  const { reader } = rig.runtime.database;
  const releases = await reader.selectFrom('releases').selectAll().where('merged_into', 'is', null).execute();
  const repos = await reader.selectFrom('repos').selectAll().execute();
  const messages = rig.receiver.messages.map(({ body }) => JSON.parse(body.toString()));
  expect(messages).toHaveLength(rig.receiver.arrivals.length);
  for (const release of releases) {
    const own = repos.filter((repo) => repo.release_id === release.id && isLanguageModel(repo.kind as Kind));
    const isNew = own.length > 0 && own.every((repo) => repo.baseline === 0);
    const told = messages.filter(({ data }) => data.release?.id === release.id).map(({ type }) => type);
    expect([release.name, told.filter((type) => type === 'release.new').length]).toEqual([
      release.name,
      isNew ? 1 : 0,
    ]);
    expect(new Set(told).size).toBe(told.length);
  }
}
