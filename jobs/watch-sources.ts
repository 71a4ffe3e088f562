import { enqueueDuePolls, type WatchDependencies } from '../src/pipeline/enqueue-due-polls.ts';

/** Each second: what is due is made a job. What was due while nobody looked is one poll. */
export const WATCH_EVERY = '* * * * * *';

export async function watchSources(deps: WatchDependencies): Promise<number> {
  return await enqueueDuePolls(deps);
}
