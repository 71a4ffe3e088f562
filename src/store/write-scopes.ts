import { hash } from 'node:crypto';
import type { WriteScope } from './database.ts';

/**
 * What transactions keep each other out of. docs/decisions/0014-writers-side-by-side.md says of each what it is for and
 * why it is enough.
 */

/** Nothing but the rows that it changes by conditional statements. */
export const ROWS_ALONE: WriteScope = [];

/** The catalog of the labs that belong together with `root`, since what is said of one may be another's. */
export function catalogOf(root: string): WriteScope {
  return [`catalog:${root}`];
}

/** What is stored of the things that sources of a namespace show. */
export function recordsIn(namespace: string): WriteScope {
  return [`records:${namespace}`];
}

/** What the jobs of a lane work on: a channel's messages, for those that tell. */
export function inLane({ lane }: { readonly lane: string }): WriteScope {
  return [`lane:${lane}`];
}

/** What is left of a quota. */
export function ofQuota(quota: string): WriteScope {
  return [`quota:${quota}`];
}

/** When requests of a group of hosts may go out. */
export function ofSlots(group: string): WriteScope {
  return [`slots:${group}`];
}

/** How many requests of a group of hosts are under way. */
export function ofPlaces(group: string): WriteScope {
  return [`places:${group}`];
}

/** Of the lock on a name: a number for PostgreSQL's advisory locks, which know 64 bits. */
export function lockNumber(schema: string, name: string): bigint {
  const digest = hash('sha256', `modelwatch\n${schema}\n${name}`, 'buffer');
  return digest.readBigInt64BE(0);
}
