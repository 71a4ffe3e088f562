import type { RepoRole } from '../domain/catalog.ts';
import type { Extraction } from '../domain/claims/claim.ts';
import type { ClaimValue } from '../domain/claims/claim-value.ts';
import type { AttributedClaim } from '../domain/claims/describe-beliefs.ts';
import {
  type DescribedRelease,
  describeRelease,
  type ModelOfRelease,
} from '../domain/claims/described-release.ts';
import type { Voice } from '../domain/signals/voice.ts';
import {
  claimsToWeigh,
  endClaimsBySeq,
  fingerprintOf,
  insertClaims,
  type NewClaim,
  type WeighedRow,
} from '../store/claims.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { ReleaseRow, RepoRow } from '../store/schema.ts';
import { CATALOG } from './first-claims.ts';
import { factsKey } from './keep-claims.ts';
import { standingOf } from './repo-rows.ts';

/** All that is said of a release, and what is believed of it. */
export interface Weighed {
  readonly claims: readonly WeighedRow[];
  readonly described: DescribedRelease;
}

/**
 * Weighs what is said of a release, after what its being there says was brought up to date: `own`, of which the catalog is
 * the one that says so. `anew`: within a rebuild.
 */
export async function weighRelease(
  tx: WriteTransaction,
  release: ReleaseRow,
  repos: readonly RepoRow[],
  own: readonly NewClaim[],
  now: number,
  anew = false,
): Promise<Weighed> {
  // Where everything is said again, so is this: then it is there already when the claims are read.
  if (anew) await insertClaims(tx, own, now);
  const claims = await claimsToWeigh(tx, release.id);
  const changed = await keepOwn(tx, claims, own, now);
  const current = changed ? await claimsToWeigh(tx, release.id) : claims;
  return { claims: current, described: describe(release, repos, current) };
}

async function keepOwn(
  tx: WriteTransaction,
  claims: readonly WeighedRow[],
  own: readonly NewClaim[],
  now: number,
): Promise<boolean> {
  const wanted = new Set(own.map(fingerprintOf));
  // Those of a release that was merged into this one are among them.
  const there = claims.filter(({ current, locator }) => current === 1 && locator === CATALOG);
  const ended = there.filter(({ fingerprint }) => !wanted.has(fingerprint));
  if (ended.length === 0 && there.length === wanted.size) return false;
  await endClaimsBySeq(
    tx,
    ended.map(({ seq }) => seq),
  );
  await insertClaims(tx, own, now);
  return true;
}

/** What is believed of a release by these claims and repos. */
export function describe(
  release: Pick<ReleaseRow, 'name'>,
  repos: readonly RepoRow[],
  claims: readonly WeighedRow[],
): DescribedRelease {
  const present = repos.filter((repo) => repo.state === 'present');
  const visible = present.length > 0 ? present : repos;
  const keysOf = (of: readonly RepoRow[]) => of.flatMap(({ key }) => [key, factsKey(key)]);
  const standings = new Map(
    visible.flatMap((repo) => keysOf([repo]).map((key) => [key, standingOf(repo)] as const)),
  );
  // What a repo said that is gone is kept, and no longer weighed where others are left.
  const gone = new Set(keysOf(repos.filter((repo) => !visible.includes(repo))));
  const baseline = repos.some((repo) => repo.baseline === 1);
  const seen = Math.min(...repos.map((repo) => repo.first_seen));
  return describeRelease(
    {
      name: release.name,
      models: modelsOf(visible),
      publicSince: repos.length === 0 || baseline ? null : new Date(seen).toISOString().slice(0, 10),
    },
    claims
      .filter((row) => row.current === 1 && !gone.has(row.record_key))
      .map((row) => attributedClaim(row, standings.get(row.record_key) ?? 0)),
  );
}

function modelsOf(repos: readonly RepoRow[]): ModelOfRelease[] {
  return [...Map.groupBy(repos, (repo) => repo.model_name)].map(([name, own]) => ({
    name,
    role: roleOf(own),
    repos: own.map((repo) => repo.name).sort(),
  }));
}

function roleOf(repos: readonly RepoRow[]): RepoRole {
  const roles = new Set(repos.map((repo) => repo.role));
  return (['chat', 'thinking', 'base'] as const).find((role) => roles.has(role)) ?? 'other';
}

/** A stored claim as beliefs are decided from it. */
export function attributedClaim(row: WeighedRow, standing = 0): AttributedClaim {
  return {
    id: String(row.seq),
    attribute: row.attribute,
    value: readValue(row.value),
    voice: row.voice as Voice,
    publisher: row.publisher,
    firstParty: row.first_party === 1,
    extraction: row.extraction as Extraction,
    place: row.place,
    saidAt: row.said_at,
    current: row.current === 1,
    model: row.model,
    source: row.source,
    url: row.url,
    quote: row.quote,
    standing,
  };
}

const knownValues = new Map<string, ClaimValue>();
/** Values that are said again and again; enough for a few thousand releases. */
const VALUES_KEPT = 10_000;

/** One object for one text: whoever weighs claims compares the same few values many times. */
function readValue(text: string): ClaimValue {
  const known = knownValues.get(text);
  if (known !== undefined) return known;
  if (knownValues.size >= VALUES_KEPT) knownValues.clear();
  const value = JSON.parse(text) as ClaimValue;
  knownValues.set(text, value);
  return value;
}
