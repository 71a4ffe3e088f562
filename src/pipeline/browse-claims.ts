import type { DescribedRelease } from '../domain/claims/described-release.ts';
import { letOthersRun } from '../event-loop.ts';
import { type ClaimFilter, type ListedClaim, listClaims, newestClaim } from '../store/claim-listing.ts';
import type { Reader } from '../store/database.ts';
import { type LookBounds, USUAL_BOUNDS } from './look-bounds.ts';
import { type ClaimView, viewClaim } from './view-claims.ts';

/** A claim among those of many releases and labs. */
export interface ListedClaimView extends Omit<ClaimView, 'believed'> {
  /** Its number in the log of claims. */
  readonly n: number;
  readonly lab: string;
  /** Null where it is about a lab, or a line of models. */
  readonly release: string | null;
  /** Null where it is about no one release. */
  readonly believed: boolean | null;
}

export interface ClaimPage {
  readonly items: readonly ListedClaimView[];
  /** Number to go on below; null where there is no more. */
  readonly next: number | null;
}

/** Claims that fit, the newest first. `below`: `next` of the page before; null at first. */
export async function browseClaims(
  reader: Reader,
  filter: ClaimFilter,
  below: number | null,
  limit: number,
  bounds: LookBounds = USUAL_BOUNDS,
): Promise<ClaimPage> {
  let end = below ?? (await newestClaim(reader)) + 1;
  const found: ListedClaim[] = [];
  // The claims of one release are found by an index, wherever they stand.
  const step = filter.release === undefined ? bounds.stretch : end;
  for (let look = 0; look < bounds.stretches && end > 1 && found.length < limit; look++) {
    const from = Math.max(1, end - step);
    const rows = await listClaims(reader, filter, { from, below: end }, limit - found.length);
    found.push(...rows);
    const last = rows.at(-1);
    end = found.length >= limit && last !== undefined ? last.seq : from;
    await letOthersRun();
  }
  return { items: viewsOf(found), next: end > 1 ? end : null };
}

function viewsOf(rows: readonly ListedClaim[]): ListedClaimView[] {
  const believedOf = new Map<string, ReadonlySet<string>>();
  for (const { release_id: id, described } of rows) {
    if (id !== null && described !== null && !believedOf.has(id))
      believedOf.set(id, new Set((JSON.parse(described) as DescribedRelease).believed));
  }
  return rows.map((row) => {
    const believed = row.release_id === null ? undefined : believedOf.get(row.release_id);
    return {
      n: row.seq,
      lab: row.lab,
      release: row.release_id,
      ...viewClaim(row, subjectOf(row)),
      believed: believed === undefined ? null : believed.has(String(row.seq)),
    };
  });
}

/** A model, its release, a line of models, or the lab. */
function subjectOf({ model, release_name: release, family, lab }: ListedClaim): string {
  return [model, release ?? '', family, lab].find((name) => name !== '') ?? '';
}
