import { expect } from 'vitest';
import { cardEntry } from '../../src/domain/release-card.ts';
import { isPlan, placeInTimeline } from '../../src/domain/timeline.ts';
import { type Labs, viewReleases } from '../../src/pipeline/view-release.ts';
import { listReleases } from '../../src/store/catalog.ts';
import type { Reader } from '../../src/store/database.ts';
import { ask } from '../../src/store/plain-query.ts';

interface Kept {
  readonly seq: number;
  readonly id: string;
  readonly newest: number;
  readonly plan: number;
  readonly card: string;
  readonly view: string;
  readonly searched: string;
}

/** Lists show exactly the catalog as it is: nothing may change a release and leave its card behind. */
export async function expectCardsOfCatalog(reader: Reader, labs: Labs): Promise<void> {
  const releases = await listReleases(reader, {});
  const views = await viewReleases(reader, releases, labs);
  const wanted = releases.map((release, index) => {
    const view = views[index];
    if (view === undefined) throw new RangeError('a view for each release');
    const entry = cardEntry(view, { shownAt: placeInTimeline(release), plan: isPlan(release) });
    return {
      id: release.id,
      newest: entry.newest,
      plan: entry.card.plan ? 1 : 0,
      card: JSON.stringify(entry.card),
      view: JSON.stringify(view),
      searched: entry.searched,
      terms: entry.terms.toSorted(),
      numbers: entry.numbers.map(({ attribute, value }) => `${attribute} ${value}`).toSorted(),
    };
  });
  const kept = await ask<Kept>(reader, KEPT, []);
  const terms = await ask<{ seq: number; term: string }>(reader, 'select * from release_card_terms', []);
  const numbers = await ask<{ seq: number; attribute: string; value: number }>(
    reader,
    'select * from release_card_numbers',
    [],
  );
  const found = kept.map(({ seq, ...card }) => ({
    ...card,
    terms: terms.flatMap((row) => (row.seq === seq ? row.term : [])).toSorted(),
    numbers: numbers.flatMap((row) => (row.seq === seq ? `${row.attribute} ${row.value}` : [])).toSorted(),
  }));
  expect(found).toEqual(wanted);
}

const KEPT = `select cards.seq, cards.id, cards.newest, cards.plan, texts.card, texts.view, search.searched
  from release_cards as cards
  join release_card_texts as texts on texts.seq = cards.seq
  join release_card_search as search on search.seq = cards.seq
  order by cards.newest, cards.id`;
