import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoWorld } from '../../src/demo/world.ts';
import { browseClaims } from '../../src/pipeline/browse-claims.ts';
import { browseEvents } from '../../src/pipeline/browse-events.ts';
import { browseRepos } from '../../src/pipeline/browse-repos.ts';
import type { Reader } from '../../src/store/database.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
let reader: Reader;
beforeAll(async () => {
  const world = demoWorld();
  rig = await startRig({
    orgs: ['zai-org', 'Qwen'],
    repos: world.baseline,
    organizations: world.organizations,
  });
  await rig.refresh();
  reader = rig.runtime.database.reader;
});
afterAll(() => rig[Symbol.asyncDispose]());

/** As few rows as these, so that a small catalog is a long one. */
const NARROW = [
  { stretch: 1, stretches: 1 },
  { stretch: 3, stretches: 2 },
  { stretch: 7, stretches: 5 },
] as const;

/** Everything that a list yields, and how many of its pages hold less than they might although more follows. */
async function everything<Item, Place>(
  page: (place: Place | null) => Promise<{ readonly items: readonly Item[]; readonly next: Place | null }>,
  limit: number,
): Promise<{ readonly items: Item[]; readonly short: number }> {
  const items: Item[] = [];
  let short = 0;
  let place: Place | null = null;
  for (let count = 0; count < 5000; count++) {
    const found: { readonly items: readonly Item[]; readonly next: Place | null } = await page(place);
    items.push(...found.items);
    expect(found.items.length).toBeLessThanOrEqual(limit);
    place = found.next;
    if (place === null) return { items, short };
    if (found.items.length < limit) short += 1;
  }
  throw new Error('a list without end');
}

describe.each(NARROW)('a list of which each page looks through $stretches times $stretch rows', (bounds) => {
  it.each([{ attribute: ['license'] }, { lab: ['zhipu'] }, { source: 'nobody' }, {}])(
    'has each claim once, however rare: %j',
    async (filter) => {
      const whole = await browseClaims(reader, filter, null, 100_000);
      expect(whole.next).toBeNull();
      const { items, short } = await everything<{ n: number }, number>(
        (below) => browseClaims(reader, filter, below, 4, bounds),
        4,
      );
      expect(items.map(({ n }) => n)).toEqual(whole.items.map(({ n }) => n));
      expect(short > 0).toBe(Object.keys(filter).length > 0 || bounds.stretch * bounds.stretches < 4);
    },
  );

  it.each([{ role: 'base' }, { lab: ['zhipu'], kind: 'vlm' }, { kind: 'other' }, {}] as const)(
    'has each repo once, however rare: %j',
    async (some) => {
      const filter = { ...some, state: 'present' } as const;
      const whole = await browseRepos(reader, filter, null, 100_000);
      const { items } = await everything(
        (place: Awaited<ReturnType<typeof browseRepos>>['next']) =>
          browseRepos(reader, filter, place, 4, bounds),
        4,
      );
      expect(items.map(({ key }) => key)).toEqual(whole.items.map(({ key }) => key));
    },
  );

  it('has each event once, however rare', async () => {
    for (const filter of [{ baseline: true }, { baseline: true, lab: ['zhipu'] }, { baseline: false }]) {
      const whole = await browseEvents(reader, filter, 0, 100_000);
      const { items } = await everything<{ n: number }, number>(async (after) => {
        const { events, last, more } = await browseEvents(reader, filter, after ?? 0, 4, bounds);
        return { items: events, next: more ? last : null };
      }, 4);
      expect(items.map(({ n }) => n)).toEqual(whole.events.map(({ n }) => n));
    }
  });
});
