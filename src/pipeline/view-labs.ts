import type { Lab } from '../domain/lab.ts';
import type { FactView } from '../domain/release-view.ts';
import type { LabStanding } from '../store/catalog.ts';

/** A lab as `labs --json` prints it. A contract: fields may be added, not changed. */
export interface LabView {
  readonly id: string;
  readonly name: string;
  readonly zh?: string;
  readonly aliases: readonly string[];
  readonly parent?: string;
  readonly organizations: Lab['organizations'];
  readonly families: readonly string[];
  /** Whether some source looks at it, or at a lab that belongs to it. */
  readonly watched: boolean;
  /** Why nothing of it is watched, where that is on purpose. */
  readonly unwatched?: string;
  readonly releases: number;
  readonly repos: number;
  /** Its newest release of a language model. */
  readonly newest?: { readonly id: string; readonly name: string; readonly releasedOn: string | null };
  readonly facts: Readonly<Record<string, FactView>>;
}

/** Labs in the order given. `standing` is empty where nothing was looked at yet. */
export function viewLabs(
  labs: readonly Lab[],
  labsWithSources: ReadonlySet<string>,
  standing: ReadonlyMap<string, LabStanding>,
): LabView[] {
  const parents = new Set(labs.filter((lab) => labsWithSources.has(lab.id)).map((lab) => lab.parent));
  return labs.map((lab) => {
    const held = standing.get(lab.id);
    const newest = held?.newest ?? null;
    return {
      id: lab.id,
      name: lab.name,
      ...(lab.zh === undefined ? {} : { zh: lab.zh }),
      aliases: lab.aliases,
      ...(lab.parent === undefined ? {} : { parent: lab.parent }),
      organizations: lab.organizations,
      families: lab.families,
      watched: labsWithSources.has(lab.id) || parents.has(lab.id),
      ...(lab.unwatched === undefined ? {} : { unwatched: lab.unwatched }),
      releases: held?.releases ?? 0,
      repos: held?.repos ?? 0,
      ...(newest === null
        ? {}
        : { newest: { id: newest.id, name: newest.name, releasedOn: newest.released_on } }),
      facts: {},
    };
  });
}
