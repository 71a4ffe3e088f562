import type { PollDependencies, WatchedSource } from '../src/pipeline/poll-source.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';
import { pollSources } from './poll-sources.ts';

/** Looks at one watched page or JSON API. */
export function pollPages(
  deps: PollDependencies,
  sources: ReadonlyMap<string, WatchedSource>,
): JobKindDefinition {
  return pollSources('poll-pages', 4, deps, sources);
}
