import { hash } from 'node:crypto';
import { valuesOfWritten } from '../domain/claims/claims-of-baseline.ts';
import { foldReleaseName } from '../domain/operator-decisions.ts';
import { alertIdsOfRelease, cancelUnsentDeliveries } from '../store/alerts.ts';
import { listReleaseNames, readRelease, releasesWithOperator } from '../store/catalog.ts';
import { noteCatalogChange } from '../store/catalog-version.ts';
import {
  currentClaimsFrom,
  endClaimsBySeq,
  fingerprintOf,
  insertClaims,
  type NewClaim,
} from '../store/claims.ts';
import type { WriteTransaction } from '../store/database.ts';
import { readMeta, writeMeta } from '../store/meta.ts';
import { absorbChanges } from './decide-changes.ts';
import { modelNamed } from './keep-claims.ts';
import { type RebuildDependencies, rebuildCatalog } from './rebuild-catalog.ts';
import { refreshRelease } from './refresh-release.ts';
import type { Labs } from './view-release.ts';

/** A value that an operator holds to be true: an entry of `pin:` in overrides.yaml. */
export interface PinnedValue {
  readonly lab: string;
  readonly release?: string;
  readonly model?: string;
  readonly attribute: string;
  readonly value: string;
  readonly as_of?: string;
  readonly url?: string;
  readonly quote?: string;
  readonly reason?: string;
  readonly by?: string;
}

/** Locator of what overrides.yaml pins. */
const OVERRIDES = 'overrides';

/**
 * Makes the catalog follow overrides.yaml, and tells nobody: where what belongs together is decided otherwise than before,
 * it is made anew from its log; names, what is hidden and what is pinned are taken over. Returns the names of releases
 * that are spoken of and that nobody knows.
 */
export async function registerOverrides(
  tx: WriteTransaction,
  pins: readonly PinnedValue[],
  rebuild: RebuildDependencies,
): Promise<readonly string[]> {
  const { labs, now } = rebuild;
  const grouping = fingerprintOfGrouping(rebuild);
  const known = await readMeta(tx, 'overrides');
  if (known !== grouping) {
    if (known !== null || decidesGrouping(rebuild)) await rebuildCatalog(tx, rebuild);
    await writeMeta(tx, 'overrides', grouping);
  }
  const speaks = pins.length > 0 || [...labs.values()].some(({ decided }) => decided !== undefined);
  const names = speaks ? await listReleaseNames(tx) : [];
  const byName = new Map<string, string>();
  for (const { id, lab, name } of names) byName.set(`${lab}\n${foldReleaseName(name)}`, id);
  const unknown: string[] = [];
  const find = (lab: string, name: string): string | undefined => {
    const id = byName.get(`${lab}\n${foldReleaseName(name)}`);
    if (id === undefined) unknown.push(`${lab}: ${name}`);
    return id;
  };
  const touched = await keepPins(tx, pins, find, rebuild);
  for (const id of await releasesWithOperator(tx)) touched.add(id);
  for (const [lab, { decided }] of labs) {
    for (const [folded, { to }] of Object.entries(decided?.renamed ?? {})) {
      const id = byName.get(`${lab}\n${folded}`) ?? byName.get(`${lab}\n${foldReleaseName(to)}`);
      if (id === undefined) unknown.push(`${lab}: ${folded}`);
      else touched.add(id);
    }
    for (const folded of Object.keys(decided?.hidden ?? {})) {
      const id = find(lab, folded);
      if (id !== undefined) touched.add(id);
    }
  }
  for (const id of touched) await takeOver(tx, id, labs, now);
  if (touched.size > 0) await noteCatalogChange(tx);
  return unknown;
}

/** Of a store that is older than its note of it, or was just made. */
function decidesGrouping({ labs, hiddenRepos }: RebuildDependencies): boolean {
  return hiddenRepos.size > 0 || [...labs.values()].some(({ decided }) => decided !== undefined);
}

/** What decides to which release something belongs. */
function fingerprintOfGrouping({ labs, hiddenRepos }: RebuildDependencies): string {
  const decided = [...labs.values()].map(({ id, decided: own }) => [id, own?.split ?? {}, own?.merged ?? {}]);
  return hash('sha256', JSON.stringify([decided, [...hiddenRepos].sort()]), 'base64url');
}

async function takeOver(tx: WriteTransaction, id: string, labs: Labs, now: number): Promise<void> {
  await refreshRelease(tx, id, labs, now);
  const release = await readRelease(tx, id);
  if (release === undefined) return;
  await absorbChanges(tx, release, labs);
  if (release.hidden === 1)
    await cancelUnsentDeliveries(tx, await alertIdsOfRelease(tx, id), 'an operator hides the release');
}

async function keepPins(
  tx: WriteTransaction,
  pins: readonly PinnedValue[],
  find: (lab: string, name: string) => string | undefined,
  { labs, now }: RebuildDependencies,
): Promise<Set<string>> {
  const claims: NewClaim[] = [];
  for (const pin of pins) {
    const lab = labs.get(pin.lab);
    const releaseId = pin.release === undefined ? null : find(pin.lab, pin.release);
    if (lab === undefined || releaseId === undefined) continue;
    const { attribute, value: written, as_of: asOf = null } = pin;
    const model =
      pin.model === undefined || pin.release === undefined ? '' : modelNamed(pin.model, pin.release, lab);
    for (const value of valuesOfWritten({ attribute, value: written, asOf, benchmark: null }, labs))
      claims.push({
        lab: pin.lab,
        release_id: releaseId,
        model,
        family: '',
        attribute,
        value,
        written,
        source: 'overrides.yaml',
        publisher: 'operator',
        voice: 'outlet',
        first_party: false,
        extraction: 'operator',
        place: pin.by ?? 'operator',
        url: pin.url ?? '',
        quote: pin.quote ?? pin.reason ?? null,
        credit: null,
        said_at: now,
        locator: OVERRIDES,
        record_key: [pin.lab, pin.release ?? '', pin.model ?? '', attribute].join('#'),
      });
  }
  const kept = new Set(claims.map(fingerprintOf));
  const ended = (await currentClaimsFrom(tx, OVERRIDES)).filter(({ fingerprint }) => !kept.has(fingerprint));
  await endClaimsBySeq(
    tx,
    ended.map(({ seq }) => seq),
  );
  const touched = new Set(await insertClaims(tx, claims, now));
  for (const { release_id: id } of ended) if (id !== null) touched.add(id);
  return touched;
}
