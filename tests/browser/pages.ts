import type { Rig } from '../pipeline/rig.ts';

/** A page to look at: how its screenshot is called, and where it is. */
export interface PageToSee {
  readonly name: string;
  readonly path: string;
}

/** Whatever the catalog holds, these are there. */
const EVERYWHERE: readonly PageToSee[] = [
  { name: 'latest', path: '/' },
  { name: 'latest-empty', path: '/?text=no-such-model' },
  { name: 'latest-misunderstood', path: '/?parameters=many&since=yore&lab=nobody' },
  { name: 'labs', path: '/labs' },
  { name: 'catalog', path: '/catalog' },
  { name: 'catalog-filtered', path: '/catalog?kind=all&context=%3E%3D128k&order=-parameters' },
  { name: 'charts', path: '/charts' },
  { name: 'sources', path: '/sources' },
  { name: 'alerts', path: '/alerts' },
  { name: 'preview', path: '/alerts/preview' },
  { name: 'api', path: '/api' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'not-found', path: '/nowhere' },
];

/** Every kind of page of a catalog, with these labs and these releases, each by its name. */
export async function pagesOf(
  { runtime }: Rig,
  labs: readonly string[],
  releases: readonly string[],
): Promise<readonly PageToSee[]> {
  const rows = await runtime.database.reader
    .selectFrom('releases')
    .select(['id', 'name'])
    .where('name', 'in', releases)
    .where('merged_into', 'is', null)
    .execute();
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  return [
    ...EVERYWHERE,
    ...labs.map((lab) => ({ name: `lab-${lab}`, path: `/labs/${lab}` })),
    ...releases.map((name) => {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`the catalog has no ${name}`);
      return { name: `release-${name}`, path: `/releases/${id}` };
    }),
  ];
}
