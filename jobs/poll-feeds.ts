import type { PollDependencies, WatchedSource } from '../src/pipeline/poll-source.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';
import { pollSources } from './poll-sources.ts';

/** Looks at one feed of articles or papers. */
export function pollFeeds(
  deps: PollDependencies,
  sources: ReadonlyMap<string, WatchedSource>,
): JobKindDefinition {
  return pollSources('poll-feeds', 6, deps, sources);
}
