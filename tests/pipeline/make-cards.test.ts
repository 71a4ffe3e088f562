import * as fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { TIMELINE } from '../../src/domain/release-query.ts';
import { browseReleases } from '../../src/pipeline/browse-releases.ts';
import { makeMissingCards } from '../../src/pipeline/make-cards.ts';
import type { Labs } from '../../src/pipeline/view-release.ts';
import { updateRelease } from '../../src/store/catalog.ts';
import { catalogVersion } from '../../src/store/catalog-version.ts';
import type { Database } from '../../src/store/database.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { ask } from '../../src/store/plain-query.ts';
import { labs, type MadeRelease, madeRelease, makeCatalog } from './browsing-catalog.ts';
import { expectCardsOfCatalog } from './cards-check.ts';
import { model } from './models.ts';
import { startRig } from './rig.ts';

const log = pino({ level: 'silent' });
const [made = []] = fc.sample(fc.array(madeRelease, { minLength: 250, maxLength: 250 }), {
  numRuns: 1,
  seed: 21,
});
const shown = made.map((release): MadeRelease => ({ ...release, hidden: false, merged: false }));

async function dropAllCards(database: Database): Promise<void> {
  await database.write(async (tx) => {
    await ask(tx, 'delete from release_cards', []);
    await ask(tx, "delete from meta where key = 'cards'", []);
  });
}

describe('the cards of a store that has none', () => {
  it('are all made, and made once', async () => {
    await using catalog = await makeCatalog(shown);
    const { database } = catalog;
    await dropAllCards(database);
    await makeMissingCards(database, labs, log);
    await expectCardsOfCatalog(database.reader, labs);
    const version = await catalogVersion(database.reader);
    await makeMissingCards(database, labs, log);
    expect(await catalogVersion(database.reader)).toBe(version);
  });

  it('go on after a stop where it left off', async () => {
    await using catalog = await makeCatalog(shown);
    const { database } = catalog;
    await dropAllCards(database);
    let steps = 0;
    const stopped = {
      reader: database.reader,
      write: async (work: Parameters<Database['write']>[0]) => {
        if (steps++ === 1) throw new Error('the process was killed');
        return await database.write(work);
      },
    } as unknown as Database;
    await expect(makeMissingCards(stopped, labs, log)).rejects.toThrow('killed');
    expect(await readMeta(database.reader, 'cards')).toMatch(/ \d+$/);
    const before = (await browseReleases(database.reader, TIMELINE, { limit: 1, cursor: null })).total;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(shown.length);
    // What was made is not made again: a mark on it is still there afterwards.
    await database.write((tx) =>
      ask(tx, `update release_card_texts set card = 'marked' where seq = 1`, []).then(() => undefined),
    );
    await makeMissingCards(database, labs, log);
    const [first] = await ask<{ card: string }>(
      database.reader,
      'select card from release_card_texts where seq = 1',
      [],
    );
    expect(first?.card).toBe('marked');
    expect((await browseReleases(database.reader, TIMELINE, { limit: 1, cursor: null })).total).toBe(
      shown.length,
    );
  });

  it('begin anew where what was made is not there any more', async () => {
    await using catalog = await makeCatalog(shown);
    const { database } = catalog;
    await makeMissingCards(database, labs, log);
    const made = await readMeta(database.reader, 'cards');
    // As in a store that was carried elsewhere in the middle of it, without its cards.
    await dropAllCards(database);
    await database.write((tx) => writeMeta(tx, 'cards', `${made} 100`));
    await makeMissingCards(database, labs, log);
    await expectCardsOfCatalog(database.reader, labs);
  });

  it('are made anew where a lab is called otherwise, and where releases came by other ways', async () => {
    await using catalog = await makeCatalog(shown);
    const { database } = catalog;
    await makeMissingCards(database, labs, log);
    const renamed: Labs = new Map(
      [...labs].map(([id, lab]) => [id, id === 'qwen' ? { ...lab, name: 'Alibaba' } : lab]),
    );
    await makeMissingCards(database, renamed, log);
    await expectCardsOfCatalog(database.reader, renamed);
    await database.write(async (tx) => {
      await ask(tx, 'delete from release_cards where seq < 20', []);
    });
    await makeMissingCards(database, renamed, log);
    await expectCardsOfCatalog(database.reader, renamed);
  });

  it('lose those of releases that are listed no more', async () => {
    await using catalog = await makeCatalog(shown);
    const { database } = catalog;
    await makeMissingCards(database, labs, log);
    const { items } = await browseReleases(database.reader, TIMELINE, { limit: 1, cursor: null });
    const id = items[0]?.id ?? '';
    await database.write(async (tx) => {
      await updateRelease(tx, id, { hidden: 1 });
      await writeMeta(tx, 'cards', 'of another version');
    });
    await makeMissingCards(database, labs, log);
    await expectCardsOfCatalog(database.reader, labs);
  });
});

describe('the version of the catalog', () => {
  it('changes with each event that is taken in, and stands still without', async () => {
    const repos = [model('deepseek-ai/DeepSeek-V3')];
    await using rig = await startRig({ orgs: ['deepseek-ai'], repos });
    const version = () => catalogVersion(rig.runtime.database.reader);
    const seen = [await version()];
    await rig.refresh();
    seen.push(await version());
    rig.advance(600_000);
    await rig.refresh();
    expect(await version()).toBe(seen.at(-1));
    rig.advance(600_000);
    rig.hub.add(model('deepseek-ai/DeepSeek-V4'));
    await rig.refresh();
    seen.push(await version());
    expect(new Set(seen).size).toBe(3);
  });

  it('changes where an operator renames a release', async () => {
    const repos = [model('deepseek-ai/DeepSeek-V3')];
    await using rig = await startRig({ orgs: ['deepseek-ai'], repos });
    await rig.refresh();
    const before = await catalogVersion(rig.runtime.database.reader);
    await rig.reopen((usual) => ({
      ...usual,
      labs: usual.labs.map((lab) =>
        lab.id === 'deepseek'
          ? {
              ...lab,
              decided: {
                split: {},
                merged: {},
                hidden: {},
                renamed: { 'deepseek-v3': { to: 'DeepSeek Three', reason: 'its readers say so', by: null } },
              },
            }
          : lab,
      ),
    }));
    expect(await catalogVersion(rig.runtime.database.reader)).not.toBe(before);
  });
});
