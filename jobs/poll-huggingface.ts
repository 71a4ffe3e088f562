import type { PollDependencies, WatchedSource } from '../src/pipeline/poll-source.ts';
import type { JobKindDefinition } from '../src/queue/run-job.ts';
import { pollSources } from './poll-sources.ts';

/** Looks at one organization on the Hugging Face Hub. */
export function pollHuggingface(
  deps: PollDependencies,
  sources: ReadonlyMap<string, WatchedSource>,
): JobKindDefinition {
  return pollSources('poll-huggingface', 6, deps, sources);
}
