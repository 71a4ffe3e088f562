import { fitsFilter } from '../../src/domain/release-filter.ts';
import type { ReleaseQuery } from '../../src/domain/release-query.ts';
import type { ReleaseView } from '../../src/domain/release-view.ts';
import { isPlan, placeInTimeline } from '../../src/domain/timeline.ts';
import { type Labs, viewReleases } from '../../src/pipeline/view-release.ts';
import { listReleases } from '../../src/store/catalog.ts';
import type { Reader } from '../../src/store/database.ts';
import type { ReleaseRow } from '../../src/store/schema.ts';

interface Listed {
  readonly row: ReleaseRow;
  readonly view: ReleaseView;
}

/** What a query finds, in its order, by looking at every release: what lists have to show, however they find it. */
export async function browsePlainly(reader: Reader, labs: Labs, query: ReleaseQuery): Promise<ReleaseView[]> {
  const rows = await listReleases(reader, {
    ...(query.lab === undefined ? {} : { lab: query.lab }),
    ...(query.since === undefined ? {} : { since: query.since }),
  });
  const views = await viewReleases(reader, rows, labs);
  const listed = rows.map((row, index): Listed => ({ row, view: views[index] as ReleaseView }));
  const fitting = listed.filter((one) => fitsFilter(one.view, query) && fitsRest(one, query));
  return inOrder(fitting, query).map(({ view }) => view);
}

function fitsRest({ row, view }: Listed, { status, until, plans, text }: ReleaseQuery): boolean {
  if (status !== undefined && !status.includes(view.status)) return false;
  if (until !== undefined && placeInTimeline(row) >= until) return false;
  if (plans !== undefined && isPlan(row) !== (plans === 'only')) return false;
  if (text === undefined) return true;
  const fold = (words: string) => words.normalize('NFKC').trim().toLowerCase();
  return [view.name, view.family, ...view.repos.map(({ id }) => id)].some((words) =>
    fold(words).includes(fold(text)),
  );
}

/** They come newest first, and sorting keeps the order of equals. */
function inOrder(listed: readonly Listed[], { order, descending }: ReleaseQuery): readonly Listed[] {
  if (order === 'released') return descending ? listed : listed.toReversed();
  const sign = descending ? -1 : 1;
  const keyOf = ({ view }: Listed): string | number | null => {
    switch (order) {
      case 'name':
        return view.name
          .normalize('NFKC')
          .trim()
          .toLowerCase()
          .replace(/\d+/g, (digits) => digits.padStart(8, '0'));
      case 'lab':
      case 'kind':
        return view[order];
      case 'repos':
        return view.repos.length;
      case 'signals':
        return view.signals;
      case 'parameters':
        return edge(view, 'total_parameters', descending);
      case 'active':
        return edge(view, 'active_parameters', descending);
      case 'context':
        return edge(view, 'context_length', descending);
      case 'license':
        return firstLicense(view);
    }
  };
  return listed.toSorted((left, right) => {
    const [mine, other] = [keyOf(left), keyOf(right)];
    if (mine === other) return 0;
    if (mine === null) return 1;
    if (other === null) return -1;
    return mine < other ? -sign : sign;
  });
}

function valuesOf({ facts, models }: ReleaseView, attribute: string): unknown[] {
  return [facts, ...models.map((model) => model.facts)].flatMap((own) => own[attribute]?.value ?? []);
}

function edge(view: ReleaseView, attribute: string, largest: boolean): number | null {
  const numbers = valuesOf(view, attribute).filter((value) => typeof value === 'number');
  if (numbers.length === 0) return null;
  return largest ? Math.max(...numbers) : Math.min(...numbers);
}

function firstLicense(view: ReleaseView): string | null {
  const names = valuesOf(view, 'license').filter((value) => typeof value === 'string');
  return names.map((name) => name.normalize('NFKC').trim().toLowerCase()).sort()[0] ?? null;
}
