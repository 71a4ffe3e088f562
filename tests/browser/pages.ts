import type { Rig } from '../pipeline/rig.ts';

/** A page to look at: how its screenshot is called, and where it is. */
export interface PageToSee {
  readonly name: string;
  /** With the name of a release in braces where its id stands. */
  readonly path: string;
}

/** Whatever a catalog holds, these are there. */
export const commonPages: readonly PageToSee[] = [
  { name: 'latest', path: '/' },
  { name: 'labs', path: '/labs' },
  { name: 'catalog', path: '/catalog' },
  { name: 'charts', path: '/charts' },
  { name: 'sources', path: '/sources' },
  { name: 'alerts', path: '/alerts' },
];

/** Pages on which something is missing, wrong, or the same everywhere. */
export const oddPages: readonly PageToSee[] = [
  { name: 'latest-empty', path: '/?text=no-such-model' },
  { name: 'latest-misunderstood', path: '/?parameters=many&since=yore&lab=nobody' },
  { name: 'catalog-of-all-kinds', path: '/catalog?kind=all&license=mit&order=-parameters' },
  { name: 'charts-empty', path: '/charts?text=no-such-model' },
  { name: 'alerts-undelivered', path: '/alerts?state=dead' },
  { name: 'preview', path: '/alerts/preview?since=180d' },
  { name: 'api', path: '/api' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'not-found', path: '/nowhere' },
];

export function releasePages(...names: readonly string[]): readonly PageToSee[] {
  return names.map((name) => ({ name: `release-${name}`, path: `/releases/{${name}}` }));
}

/** The path with ids in it. */
export async function pathOf({ path }: PageToSee, { runtime }: Rig): Promise<string> {
  const [whole, name] = /\{(.+)\}/.exec(path) ?? [];
  if (whole === undefined || name === undefined) return path;
  const row = await runtime.database.reader
    .selectFrom('releases')
    .select('id')
    .where('name', '=', name)
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw new Error(`the catalog has no ${name}`);
  return path.replace(whole, row.id);
}
