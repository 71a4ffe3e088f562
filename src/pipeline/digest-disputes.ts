import { safeUrl } from '../alerts/hostile-text.ts';
import type { DisputedClaim } from '../domain/claims/describe-beliefs.ts';
import type { DescribedRelease } from '../domain/claims/described-release.ts';
import type { DigestDispute, DigestSide } from '../domain/digest.ts';
import { claimsMadeIn } from '../store/digest-reading.ts';
import type { ReleaseRow } from '../store/schema.ts';
import type { DigestGround } from './gather-digest.ts';

/** Of a side that many say, as many as a reader wants to see. */
const SIDES_SHOWN = 5;

/** What sources disagree on: all of what came in the period; of what was there, what was said against it in the period. */
export async function disputesOfDigest(ground: DigestGround): Promise<DigestDispute[]> {
  const { reader, releases, appeared, from } = ground;
  const fresh = new Set(appeared.map(({ release }) => release.id));
  const disputed = [...releases.values()].flatMap((release) => {
    const disputes = disputesOf(release);
    const concerns = fresh.has(release.id) || release.first_seen < from;
    return disputes.length === 0 || !concerns ? [] : [{ release, disputes }];
  });
  const older = disputed.map(({ release }) => release.id).filter((id) => !fresh.has(id));
  const said = Map.groupBy(await claimsMadeIn(reader, older, ground), (claim) => claim.release_id);
  return disputed.flatMap(({ release, disputes }) => {
    const claims = said.get(release.id) ?? [];
    return disputes
      .filter(
        ({ attribute, believed, against }) =>
          fresh.has(release.id) ||
          [...(believed === null ? [] : [believed]), ...against].some((side) =>
            claims.some(
              (claim) =>
                attribute.startsWith(claim.attribute) &&
                claim.source === side.source &&
                claim.url === side.url,
            ),
          ),
      )
      .map(({ subject, attribute, believed, against }) => ({
        id: release.id,
        release: release.name,
        labName: ground.labName(release.lab),
        subject,
        attribute,
        believed: believed === null ? null : { ...sideOf(believed), reason: believed.reason },
        against: against.slice(0, SIDES_SHOWN).map(sideOf),
      }));
  });
}

function disputesOf({ described }: ReleaseRow): DescribedRelease['disputes'] {
  return described === null ? [] : (JSON.parse(described) as DescribedRelease).disputes;
}

function sideOf({ value, source, url }: DisputedClaim): DigestSide {
  return { value, source, url: safeUrl(url) ?? '' };
}
