import type { ReleaseStatus } from './catalog.ts';
import type { FactFilter } from './release-filter.ts';

/**
 * By what a list of releases is sorted. `released`: by where each stands in the timeline. Of sizes and contexts, the
 * smallest model counts where the smallest come first, the largest where the largest do. What is not stated comes last
 * either way; of equals, the newest first.
 */
export const releaseOrders = [
  'released',
  'name',
  'lab',
  'kind',
  'parameters',
  'active',
  'context',
  'license',
  'repos',
  'signals',
] as const;

export type ReleaseOrder = (typeof releaseOrders)[number];

/** Of what is said and not there yet: nothing else, or none of it. */
export const planChoices = ['only', 'without'] as const;

/** Which releases somebody wants to see, and in which order. What is left out is not asked. */
export interface ReleaseQuery extends FactFilter {
  /** Ids of labs. */
  readonly lab?: readonly string[];
  readonly status?: readonly ReleaseStatus[];
  /** Milliseconds since 1970, by the day on which a release stands in the timeline: from then on. */
  readonly since?: number;
  /** Likewise: before that. */
  readonly until?: number;
  /** What is said and not there yet: nothing else, or none of it. Left out: both. */
  readonly plans?: (typeof planChoices)[number];
  /** Part of the name of a release, its family or one of its repos, without regard to case. */
  readonly text?: string;
  readonly order: ReleaseOrder;
  readonly descending: boolean;
}

/** One page of what a query finds. */
export interface PageWish {
  /** At most so many, from 1. */
  readonly limit: number;
  /** `next` or `previous` of another page of the same query; null for the first page. */
  readonly cursor: string | null;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** How many the query finds in all. */
  readonly total: number;
  /** Opaque; null where there is no such page. */
  readonly next: string | null;
  readonly previous: string | null;
}

/** Newest first, as people read it. */
export const TIMELINE = { order: 'released', descending: true } as const satisfies ReleaseQuery;
