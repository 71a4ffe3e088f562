import type { HubRepo } from '../../src/demo/hub-repo.ts';
import { type CompactRepo, makeRepo } from '../../src/demo/make-repo.ts';

/** A chat model, made before the tests begin. */
export function model(name: string, extra: Partial<CompactRepo> = {}): HubRepo {
  return makeRepo({
    name,
    made: '2025-06-30T08:00:00Z',
    architecture: 'qwen3_moe',
    license: 'apache-2.0',
    tags: ['conversational'],
    ...extra,
  });
}

/** A repo as it is when it has just been made: no tag, no card, no file. */
export function bareRepo(name: string, extra: Partial<CompactRepo> = {}): HubRepo {
  return {
    ...makeRepo({ name, made: '2025-06-30T08:00:00Z', task: null, library: null, ...extra }),
    tags: [],
  };
}

/** `count` models of one organization, made an hour apart: `Org/Old-0-7B` and so on. */
export function oldModels(org: string, count: number): HubRepo[] {
  return Array.from({ length: count }, (_, index) =>
    model(`${org}/Old-${index}-7B`, { made: new Date(Date.UTC(2024, 0, 1, index)).toISOString() }),
  );
}
