import type { DigestDispute } from '../domain/digest.ts';
import { claimsMadeIn } from '../store/digest-reading.ts';
import type { DigestGround } from './gather-digest.ts';
import { toldDisputes } from './told-disputes.ts';

/** What sources disagree on: all of what came in the period; of what was there, what was said against it in the period. */
export async function disputesOfDigest(ground: DigestGround): Promise<DigestDispute[]> {
  const { reader, releases, appeared, from } = ground;
  const fresh = new Set(appeared.map(({ release }) => release.id));
  const disputed = [...releases.values()].flatMap((release) => {
    const disputes = toldDisputes(release);
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
      .map((dispute) => ({
        id: release.id,
        release: release.name,
        labName: ground.labName(release.lab),
        ...dispute,
      }));
  });
}
