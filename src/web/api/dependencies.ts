import type { Labs } from '../../pipeline/view-release.ts';
import type { WebDependencies } from '../dependencies.ts';

/** What the API and the feeds need of the program. */
export type ApiDependencies = Pick<
  WebDependencies,
  'database' | 'configuration' | 'sources' | 'clock' | 'log' | 'refreshes' | 'stopping'
>;

/** What operations share. */
export interface ApiContext extends ApiDependencies {
  readonly labs: Labs;
  /** Of the program and its configuration: an answer made by others is another answer. */
  readonly edition: string;
  /** Ids of the sources as configured, by locator. */
  readonly sourceIds: ReadonlyMap<string, string>;
}
