import { safeUrl } from '../alerts/hostile-text.ts';
import { type ClaimValue, valueToJson } from '../domain/claims/claim-value.ts';
import type { DigestChange } from '../domain/digest.ts';
import { isSame, MEANINGFUL } from '../domain/told-changes.ts';
import {
  type BeliefChange,
  beliefsChangedIn,
  pricesEnded,
  pricesSaidIn,
  releasesWithRemovals,
} from '../store/digest-reading.ts';
import type { ClaimRow, ReleaseRow } from '../store/schema.ts';
import type { DigestGround } from './gather-digest.ts';

/**
 * Prices, lifecycles and facts that are others than before the period, of releases that were known then: what is read of
 * one for the first time changes nothing.
 */
export async function changesOfDigest(ground: DigestGround): Promise<DigestChange[]> {
  const changes = [
    ...believedOtherwise(ground, await beliefsChangedIn(ground.reader, ground)),
    ...(await pricedOtherwise(ground)),
    ...(await removed(ground)),
  ];
  return changes.sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
}

function knownBefore({ releases, appeared, from }: DigestGround, id: string | null): ReleaseRow | null {
  const release = releases.get(id ?? '');
  if (release === undefined || release.first_seen >= from) return null;
  return appeared.some((one) => one.release.id === release.id) ? null : release;
}

/** From what was believed before the period to what is at its end; what went to and fro is no change. */
function believedOtherwise(ground: DigestGround, events: readonly BeliefChange[]): DigestChange[] {
  const told = events.filter(
    ({ after }) => MEANINGFUL.has(after.attribute) || after.attribute === 'lifecycle',
  );
  const subjects = Map.groupBy(told, ({ releaseId, after }) =>
    JSON.stringify([releaseId, after.model, after.attribute]),
  );
  return [...subjects.values()].flatMap((own): DigestChange[] => {
    const [first, last] = [own[0], own.at(-1)];
    const release = knownBefore(ground, first?.releaseId ?? null);
    if (release === null || first === undefined || last === undefined) return [];
    const { model, attribute, value, source, url } = last.after;
    if (sameValue(attribute, first.before.value, value)) return [];
    const is = { model, attribute, was: first.before.value, is: value, source, url: safeUrl(url) ?? '' };
    return [{ ...nameOf(ground, release), ...is, at: new Date(last.at).toISOString() }];
  });
}

function sameValue(attribute: string, was: unknown, is: unknown): boolean {
  const isSingle = (value: unknown) => typeof value === 'string' || typeof value === 'number';
  if (isSingle(was) && isSingle(is)) return isSame(attribute, was as string | number, is as string | number);
  return JSON.stringify(was) === JSON.stringify(is);
}

/** A price in the place of another: of the same model and tier, at the same source. */
async function pricedOtherwise(ground: DigestGround): Promise<DigestChange[]> {
  const fresh = await pricesSaidIn(ground.reader, ground);
  const known = fresh.filter((claim) => knownBefore(ground, claim.release_id) !== null);
  if (known.length === 0) return [];
  const ids = [...new Set(known.flatMap((claim) => claim.release_id ?? []))];
  const ended = Map.groupBy(await pricesEnded(ground.reader, ids), placeOf);
  return known.flatMap((claim): DigestChange[] => {
    const before = ended.get(placeOf(claim))?.find((other) => other.observed_at < ground.from);
    const release = knownBefore(ground, claim.release_id);
    if (before === undefined || release === null) return [];
    const [was, is] = [saidValue(before), saidValue(claim)];
    if (amountOf(was) === amountOf(is)) return [];
    const { model, source, url, observed_at: at } = claim;
    const what = { model, attribute: 'prices', was: valueToJson(was), is: valueToJson(is), source };
    return [{ ...nameOf(ground, release), ...what, url: safeUrl(url) ?? '', at: new Date(at).toISOString() }];
  });
}

function placeOf(claim: ClaimRow): string {
  const value = saidValue(claim);
  const tier = value.kind === 'price' ? [value.tier, value.per, value.currency] : [value.kind];
  return JSON.stringify([claim.release_id, claim.model, claim.locator, ...tier]);
}

function saidValue(claim: ClaimRow): ClaimValue {
  return JSON.parse(claim.value) as ClaimValue;
}

function amountOf(value: ClaimValue): unknown {
  return value.kind === 'price' ? value.amount : JSON.stringify(value);
}

/** What came before the period, and was taken away in it. */
async function removed(ground: DigestGround): Promise<DigestChange[]> {
  const ids = await releasesWithRemovals(ground.reader, ground);
  return [...ids].flatMap((id): DigestChange[] => {
    const release = knownBefore(ground, id);
    if (release === null || release.status !== 'removed') return [];
    const change = {
      model: '',
      attribute: 'status',
      was: 'open-weights',
      is: 'removed',
      source: '',
      url: '',
    };
    return [{ ...nameOf(ground, release), ...change, at: new Date(release.updated_at).toISOString() }];
  });
}

function nameOf(ground: DigestGround, release: ReleaseRow) {
  return { id: release.id, release: release.name, labName: ground.labName(release.lab) };
}
