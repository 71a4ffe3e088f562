import type { PollDependencies, WatchedSource } from '../src/pipeline/poll-source.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';
import { pollSources } from './poll-sources.ts';

/** Looks at one page of a wiki: at most three at once, as MediaWiki asks. */
export function pollWikipedia(
  deps: PollDependencies,
  sources: ReadonlyMap<string, WatchedSource>,
): JobKindDefinition {
  return pollSources('poll-wikipedia', 3, deps, sources);
}
